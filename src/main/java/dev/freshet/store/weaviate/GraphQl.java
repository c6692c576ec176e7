package dev.freshet.store.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.rest.RestCalls;
import java.util.stream.Collectors;

/** Questions in GraphQL's words. Values are written as in JSON, names and operators without quotes. */
final class GraphQl {

    private GraphQl() {}

    /**
     * A question about a collection.
     *
     * @param kind {@code Get} or {@code Aggregate}
     * @param fields that are asked for, with a space between
     */
    static ObjectNode of(String kind, String collection, ObjectNode arguments, String fields) {
        String query = "{ " + kind + " { " + collection + "(" + members(arguments) + ") { " + fields + " } } }";
        return RestCalls.JSON.createObjectNode().put("query", query);
    }

    private static String members(JsonNode object) {
        return object.properties().stream()
                .map(member -> member.getKey() + ": "
                        + (member.getKey().equals("operator")
                                ? member.getValue().asText()
                                : value(member.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String value(JsonNode value) {
        if (value.isObject()) {
            return "{" + members(value) + "}";
        }
        return value.isArray()
                ? value.valueStream().map(GraphQl::value).collect(Collectors.joining(", ", "[", "]"))
                : value.toString();
    }
}
