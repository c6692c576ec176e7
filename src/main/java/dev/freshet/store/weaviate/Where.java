package dev.freshet.store.weaviate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.Facts;
import dev.freshet.store.rest.RestCalls;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Conditions that all hold, as GraphQL's {@code where} has them. The first is that Freshet keeps it. */
final class Where {

    private final ObjectNode all = RestCalls.JSON.createObjectNode().put("operator", "And");
    private final ArrayNode operands = all.putArray("operands");

    Where() {
        condition(Schema.KEPT_BY, "Equal").put("valueText", Schema.FRESHET);
    }

    static Where of(SearchQuery query) {
        Where where = new Where();
        if (!query.sources().isEmpty()) {
            where.anyOf(Schema.SOURCE, query.sources());
        }
        query.metadata().forEach((name, value) -> where.anyOf(Schema.FACTS, List.of(Facts.of(name, value))));
        return where;
    }

    Where ids(Collection<UUID> ids) {
        anyOf("id", ids.stream().map(UUID::toString).toList());
        return this;
    }

    Where source(String source) {
        condition(Schema.SOURCE, "Equal").put("valueText", source);
        return this;
    }

    Where isFirstChunk() {
        condition(Schema.ORDINAL, "Equal").put("valueInt", 0);
        return this;
    }

    private void anyOf(String property, Collection<String> values) {
        values.forEach(condition(property, "ContainsAny").putArray("valueText")::add);
    }

    private ObjectNode condition(String property, String operator) {
        ObjectNode condition = operands.addObject();
        condition.putArray("path").add(property);
        return condition.put("operator", operator);
    }

    ObjectNode json() {
        return all;
    }
}
