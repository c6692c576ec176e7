package dev.freshet.store.qdrant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentVersion;
import dev.freshet.store.SearchHit;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.ChunkJson;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;

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
        return point.set("payload", ChunkJson.of(version, chunk));
    }

    static SearchHit hit(JsonNode point) {
        return ChunkJson.hit(point.path("id").asText(), point.path("score").asDouble(), point.path("payload"));
    }

    static StoredChunk stored(JsonNode point) {
        return ChunkJson.stored(point.path("id").asText(), point.path("payload"), point.path("vector"));
    }
}
