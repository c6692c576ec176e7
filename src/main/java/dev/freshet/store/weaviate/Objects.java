package dev.freshet.store.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Several;
import dev.freshet.store.MetadataJson;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.ChunkJson;
import dev.freshet.store.rest.RestCalls;

/** A chunk as an object. Its metadata is one text of JSON: objects inside objects would have to have known names. */
final class Objects {

    /** What GraphQL is asked for where everything is wanted. */
    static final String ALL =
            "source document ordinal title url heading page position text metadata _additional { id vector }";

    private Objects() {}

    static ObjectNode of(String collection, DocumentVersion version, Chunk chunk, JsonNode vector) {
        ObjectNode object = RestCalls.JSON
                .createObjectNode()
                .put("class", collection)
                .put("id", chunk.id().toString());
        ObjectNode properties = ChunkJson.of(version, chunk)
                .put(Schema.KEPT_BY, Schema.FRESHET)
                .put(Schema.METADATA, MetadataJson.of(version.metadata()));
        properties.removeNulls();
        object.set("properties", properties);
        return object.set("vector", vector);
    }

    /** As {@link ChunkJson} has it. */
    static JsonNode chunk(JsonNode properties) {
        ObjectNode chunk = properties.deepCopy();
        String metadata = chunk.path(Schema.METADATA).asText("{}");
        return chunk.set(
                Schema.METADATA, RestCalls.JSON.valueToTree(Several.shown(MetadataJson.toMapOrNone(metadata))));
    }

    static StoredChunk stored(JsonNode object) {
        return ChunkJson.stored(object.path("id").asText(), chunk(object.path("properties")), object.path("vector"));
    }

    /** The same of an answer to {@link #ALL}. */
    static StoredChunk storedAnswer(JsonNode found) {
        JsonNode additional = found.path("_additional");
        return ChunkJson.stored(additional.path("id").asText(), chunk(found), additional.path("vector"));
    }
}
