package dev.freshet.store.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a collection has, by conditions on its fields. One that isn't there has nothing. */
final class Reading {

    private static final String COUNT = "count(*)";

    private final EntityCollection collection;

    Reading(EntityCollection collection) {
        this.collection = collection;
    }

    /** Entities with all that is known of them. */
    Stream<JsonNode> whole(List<String> ids) {
        ObjectNode body = query(Filter.ofAll().among(Schema.ID, ids), ids.size());
        body.set("outputFields", Schema.shown().add(Schema.ID).add(Schema.VECTOR));
        return rows(body);
    }

    /** The same with their vectors alone. */
    Stream<JsonNode> vectors(List<String> ids) {
        return some(Filter.ofAll().among(Schema.ID, ids), ids.size(), Schema.ID, Schema.VECTOR);
    }

    List<String> ids(Filter filter, int limit) {
        return some(filter, limit, Schema.ID).map(Entities::id).toList();
    }

    Optional<String> source(Filter filter) {
        return some(filter, 1, Schema.SOURCE)
                .map(row -> row.path(Schema.SOURCE).asText())
                .findFirst();
    }

    private Stream<JsonNode> some(Filter filter, int limit, String... fields) {
        ObjectNode body = query(filter, limit);
        ArrayNode names = body.putArray("outputFields");
        for (String field : fields) {
            names.add(field);
        }
        return rows(body);
    }

    /** A limit is no part of a count: 0 stands for none. */
    long count(Filter filter) {
        return some(filter, 0, COUNT)
                .mapToLong(row -> row.path(COUNT).asLong())
                .findFirst()
                .orElse(0);
    }

    private ObjectNode query(Filter filter, int limit) {
        return collection.request().put("filter", filter.toString()).put("limit", limit);
    }

    private Stream<JsonNode> rows(ObjectNode body) {
        return collection.call("entities/query", body).stream().flatMap(JsonNode::valueStream);
    }
}
