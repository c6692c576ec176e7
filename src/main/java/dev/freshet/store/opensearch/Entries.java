package dev.freshet.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Vectors;
import dev.freshet.store.rest.ChunkJson;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chunks as entries of an index, and what is done to them: an operation, and on the next line what belongs to it. */
final class Entries {

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** What is known of a chunk is put in place of what was, as a whole: without a script, old metadata would stay. */
    private static final String DESCRIBE = "ctx._source.putAll(params.described)";

    private Entries() {}

    static List<ObjectNode> upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        return chunks.stream()
                .flatMap(chunk -> {
                    ObjectNode entry = ChunkJson.of(version, chunk)
                            .put(Mapping.CHUNK, chunk.id().toString());
                    entry.set(Engine.VECTOR, JsonVectors.of(Vectors.of(chunk, vectors)));
                    return Stream.of(operation("index", chunk.id()), entry);
                })
                .toList();
    }

    static List<ObjectNode> describe(DocumentVersion version, List<Chunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> {
                    ObjectNode change = RestCalls.JSON.createObjectNode();
                    ObjectNode script =
                            change.putObject("script").put("lang", "painless").put("source", DESCRIBE);
                    script.putObject("params").set("described", ChunkJson.described(version, chunk));
                    return Stream.of(operation("update", chunk.id()), change);
                })
                .toList();
    }

    static List<ObjectNode> remove(List<UUID> ids) {
        return ids.stream().map(id -> operation("delete", id)).toList();
    }

    private static ObjectNode operation(String name, UUID id) {
        ObjectNode operation = RestCalls.JSON.createObjectNode();
        operation.putObject(name).put("_id", id.toString());
        return operation;
    }

    static String id(JsonNode hit) {
        return hit.path("_id").asText();
    }

    /** Whether it stands where pages look for it, with an id that can be ours. */
    static boolean isOurs(JsonNode hit) {
        String id = id(hit);
        return UUID_FORM.matcher(id).matches()
                && hit.path("_source").path(Mapping.CHUNK).asText().equals(id);
    }
}
