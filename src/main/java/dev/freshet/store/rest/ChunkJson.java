package dev.freshet.store.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Several;
import dev.freshet.store.MetadataJson;
import dev.freshet.store.SearchHit;
import dev.freshet.store.StoredChunk;
import java.util.UUID;

/**
 * A chunk without its vector as an object whose names are documented, for stores that keep lists and objects as they are. Filters
 * look at {@code facts}, see {@link Facts}.
 */
public final class ChunkJson {

    private ChunkJson() {}

    public static ObjectNode of(DocumentVersion version, Chunk chunk) {
        return described(version, chunk)
                .put("source", version.key().source())
                .put("document", version.key().document())
                .put("heading", chunk.heading())
                .put("text", chunk.text());
    }

    /** The part that changes without the text. */
    public static ObjectNode described(DocumentVersion version, Chunk chunk) {
        ObjectNode described = RestCalls.JSON
                .createObjectNode()
                .put("ordinal", chunk.ordinal())
                .put("page", chunk.page())
                .put("position", chunk.position())
                .put("title", version.title())
                .put("url", version.url());
        described.set("metadata", RestCalls.JSON.valueToTree(Several.shown(version.metadata())));
        ArrayNode facts = described.putArray("facts");
        Facts.of(version.metadata()).forEach(facts::add);
        return described;
    }

    /**
     * What a search shows of it.
     *
     * @param id a UUID
     */
    public static SearchHit hit(String id, double score, JsonNode chunk) {
        return new SearchHit(
                key(chunk),
                chunk.path("title").textValue(),
                chunk.path("url").textValue(),
                UUID.fromString(id),
                score,
                chunk.path("text").asText(),
                chunk.path("heading").asText(),
                chunk.path("page").asInt(),
                MetadataJson.toMap(chunk.path("metadata")));
    }

    /** What a comparison looks at. */
    public static StoredChunk stored(String id, JsonNode chunk, JsonNode vector) {
        return new StoredChunk(
                id,
                key(chunk),
                chunk.path("ordinal").asInt(),
                chunk.path("title").textValue(),
                chunk.path("url").textValue(),
                chunk.path("heading").asText(),
                chunk.path("page").asInt(),
                chunk.path("position").asInt(),
                MetadataJson.toMap(chunk.path("metadata")),
                chunk.path("text").asText(),
                JsonVectors.numbers(vector));
    }

    private static DocumentKey key(JsonNode chunk) {
        return new DocumentKey(
                chunk.path("source").asText(), chunk.path("document").asText());
    }
}
