package dev.freshet.store.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Several;
import dev.freshet.store.MetadataJson;
import dev.freshet.store.SearchHit;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.ChunkJson;
import dev.freshet.store.rest.RestCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A chunk as an entity. A field of Milvus has 65,535 bytes at the most: the document's own metadata is JSON in as many fields as it
 * takes.
 */
final class Entities {

    private Entities() {}

    static ObjectNode of(DocumentVersion version, Chunk chunk, JsonNode vector) {
        ObjectNode entity =
                ChunkJson.of(version, chunk).put(Schema.ID, chunk.id().toString());
        List<String> parts = parts(MetadataJson.of(version.metadata()));
        for (int i = 0; i < Schema.METADATA.size(); i++) {
            entity.put(Schema.METADATA.get(i), i < parts.size() ? parts.get(i) : null);
        }
        return entity.set(Schema.VECTOR, vector);
    }

    /** The last part has all that is left, also where it is too long: Milvus refuses it then. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (parts.size() < Schema.METADATA.size() - 1 && from < text.length()) {
            int to = end(text, from);
            parts.add(text.substring(from, to));
            from = to;
        }
        if (from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    private static int end(String text, int from) {
        int to = Math.min(text.length(), from + Schema.LONGEST);
        while (text.substring(from, to).getBytes(StandardCharsets.UTF_8).length > Schema.LONGEST) {
            to = from + (to - from) / 2;
        }
        return to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
    }

    static SearchHit hit(JsonNode entity) {
        return ChunkJson.hit(id(entity), entity.path("distance").asDouble(), withMetadata(entity));
    }

    static StoredChunk stored(JsonNode entity) {
        return ChunkJson.stored(id(entity), withMetadata(entity), entity.path(Schema.VECTOR));
    }

    static String id(JsonNode entity) {
        return entity.path(Schema.ID).asText();
    }

    private static JsonNode withMetadata(JsonNode entity) {
        String text = Schema.METADATA.stream()
                .map(name -> entity.path(name).asText(""))
                .collect(Collectors.joining());
        ObjectNode whole = entity.deepCopy();
        // others' have none
        String json = text.isEmpty() ? "{}" : text;
        return whole.set("metadata", RestCalls.JSON.valueToTree(Several.shown(MetadataJson.toMapOrNone(json))));
    }
}
