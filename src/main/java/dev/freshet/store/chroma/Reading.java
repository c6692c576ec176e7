package dev.freshet.store.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.rest.RestCalls;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads records by their ids, and ids by conditions. */
final class Reading {

    private final RecordCollection collection;

    Reading(RecordCollection collection) {
        this.collection = collection;
    }

    /** A record, as far as it was asked for. */
    record Found(JsonNode metadata, JsonNode text, JsonNode vector) {}

    /**
     * Records by id.
     *
     * @param parts of {@code metadatas}, {@code documents} and {@code embeddings}
     */
    Map<String, Found> byIds(Collection<String> ids, List<String> parts) {
        ObjectNode body = including(parts);
        ids.forEach(body.putArray("ids")::add);
        Map<String, Found> found = new HashMap<>();
        collection.call("POST", "/get", body).ifPresent(answer -> {
            JsonNode names = answer.path("ids");
            for (int i = 0; i < names.size(); i++) {
                Found record = new Found(
                        answer.path("metadatas").path(i),
                        answer.path("documents").path(i),
                        answer.path("embeddings").path(i));
                found.put(names.get(i).asText(), record);
            }
        });
        return found;
    }

    /** Ids of records for which conditions hold, in an order of Chroma's. */
    List<String> ids(Where where, int offset, int limit) {
        ObjectNode body = including(List.of()).put("offset", offset).put("limit", limit);
        where.into(body);
        return collection.call("POST", "/get", body).stream()
                .flatMap(answer -> answer.path("ids").valueStream())
                .map(JsonNode::asText)
                .toList();
    }

    /** The source of any record for which conditions hold. */
    Optional<String> source(Where where) {
        ObjectNode body = including(List.of("metadatas")).put("limit", 1);
        where.into(body);
        return collection.call("POST", "/get", body).stream()
                .flatMap(answer -> answer.path("metadatas").valueStream())
                .map(metadata -> metadata.path(Records.SOURCE).asText())
                .findFirst();
    }

    /** How many records there are, others' included. */
    long total() {
        return collection.call("GET", "/count", null).map(JsonNode::asLong).orElse(0L);
    }

    static ObjectNode including(List<String> parts) {
        ObjectNode body = RestCalls.JSON.createObjectNode();
        ArrayNode include = body.putArray("include");
        parts.forEach(include::add);
        return body;
    }
}
