package dev.freshet.store.qdrant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Several;
import dev.freshet.store.SearchHit;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.Facts;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A chunk as a point: its id, its vector, and a payload whose names are documented.
 *
 * <p>Filters of ours look at {@code facts}, which has a text for each value of the metadata: a name in a path of Qdrant's can't
 * have quotes, and an index may have an opinion of long values.
 */
final class Points {

    private Points() {}

    static ObjectNode of(DocumentVersion version, Chunk chunk, float[] vector) {
        ObjectNode point =
                RestCalls.JSON.createObjectNode().put("id", chunk.id().toString());
        point.set("vector", JsonVectors.of(vector));
        ObjectNode payload = described(version, chunk)
                .put("source", version.key().source())
                .put("document", version.key().document())
                .put("heading", chunk.heading())
                .put("text", chunk.text());
        return point.set("payload", payload);
    }

    /** The part of the payload that changes without the text. */
    static ObjectNode described(DocumentVersion version, Chunk chunk) {
        ObjectNode payload = RestCalls.JSON
                .createObjectNode()
                .put("ordinal", chunk.ordinal())
                .put("page", chunk.page())
                .put("position", chunk.position())
                .put("title", version.title())
                .put("url", version.url());
        payload.set("metadata", RestCalls.JSON.valueToTree(Several.shown(version.metadata())));
        ArrayNode facts = payload.putArray("facts");
        Facts.of(version.metadata()).forEach(facts::add);
        return payload;
    }

    static SearchHit hit(JsonNode point) {
        JsonNode payload = point.path("payload");
        return new SearchHit(
                key(payload),
                payload.path("title").textValue(),
                payload.path("url").textValue(),
                UUID.fromString(point.path("id").asText()),
                point.path("score").asDouble(),
                payload.path("text").asText(),
                payload.path("heading").asText(),
                payload.path("page").asInt(),
                metadata(payload));
    }

    private static Map<String, String> metadata(JsonNode payload) {
        Map<String, String> metadata = new TreeMap<>();
        payload.path("metadata").properties().forEach(field -> metadata.put(field.getKey(), value(field.getValue())));
        return metadata;
    }

    private static String value(JsonNode value) {
        return value.isArray()
                ? Several.of(value.valueStream().map(JsonNode::asText).toList())
                : value.asText();
    }

    static StoredChunk stored(JsonNode point) {
        JsonNode payload = point.path("payload");
        return new StoredChunk(
                point.path("id").asText(),
                key(payload),
                payload.path("ordinal").asInt(),
                payload.path("title").textValue(),
                payload.path("url").textValue(),
                payload.path("heading").asText(),
                payload.path("page").asInt(),
                payload.path("position").asInt(),
                metadata(payload),
                payload.path("text").asText(),
                JsonVectors.numbers(point.path("vector")));
    }

    private static DocumentKey key(JsonNode payload) {
        return new DocumentKey(
                payload.path("source").asText(), payload.path("document").asText());
    }
}
