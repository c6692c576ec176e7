package dev.freshet.store.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.store.MetadataJson;
import dev.freshet.store.SearchHit;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.rest.Facts;
import dev.freshet.store.rest.IdOrder;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk is as a record: its id, its vector, its text as Chroma's document, and metadata whose names are documented.
 *
 * <p>Chroma's metadata has texts, numbers and truth values, but no lists and no objects. What a document says of itself is
 * one text of JSON for readers, and a key with the value true for each entry, which filters look for.
 */
final class Records {

    static final String KEPT_BY = "kept_by";
    static final String FRESHET = "freshet";
    static final String SOURCE = "source";
    static final String ORDINAL = "ordinal";
    static final String ID_ORDER = "id_order";

    private static final String FACT = "fact:";

    private Records() {}

    /** The metadata, of which Chroma keeps what isn't named in a change. */
    static ObjectNode metadata(DocumentVersion version, Chunk chunk) {
        ObjectNode metadata = RestCalls.JSON
                .createObjectNode()
                .put(KEPT_BY, FRESHET)
                .put(ID_ORDER, IdOrder.of(chunk.id()))
                .put(SOURCE, version.key().source())
                .put("document", version.key().document())
                .put(ORDINAL, chunk.ordinal())
                .put("heading", chunk.heading())
                .put("page", chunk.page())
                .put("position", chunk.position())
                .put("metadata", MetadataJson.of(version.metadata()));
        putUnlessNull(metadata, "title", version.title());
        putUnlessNull(metadata, "url", version.url());
        Facts.of(version.metadata()).forEach(fact -> metadata.put(FACT + fact, true));
        return metadata;
    }

    private static void putUnlessNull(ObjectNode metadata, String name, @Nullable String value) {
        if (value != null) {
            metadata.put(name, value);
        }
    }

    /** Has a change remove what is there and is no more. */
    static ObjectNode inPlaceOf(JsonNode before, ObjectNode metadata) {
        before.fieldNames().forEachRemaining(name -> {
            if (!metadata.has(name)) {
                metadata.putNull(name);
            }
        });
        return metadata;
    }

    /** What a filter looks for. */
    static String fact(String name, String value) {
        return FACT + Facts.of(name, value);
    }

    static boolean isOurs(String id, JsonNode metadata) {
        return metadata.path(KEPT_BY).asText().equals(FRESHET) && IdOrder.of(id) >= 0;
    }

    /** Whether pages find it where it belongs. */
    private static boolean isMarked(String id, JsonNode metadata) {
        return isOurs(id, metadata) && metadata.path(ID_ORDER).asLong(-1) == IdOrder.of(id);
    }

    static SearchHit hit(String id, double score, JsonNode metadata, JsonNode text) {
        return new SearchHit(
                key(metadata),
                metadata.path("title").textValue(),
                metadata.path("url").textValue(),
                UUID.fromString(id),
                score,
                text.asText(""),
                metadata.path("heading").asText(),
                metadata.path("page").asInt(),
                MetadataJson.toMap(metadata.path("metadata").asText("{}")));
    }

    /** Without the marks it is of no source of ours, whatever others say of it: a repair writes them anew. */
    static StoredChunk stored(String id, JsonNode metadata, JsonNode text, JsonNode vector) {
        return new StoredChunk(
                id,
                isMarked(id, metadata) ? key(metadata) : new DocumentKey("", ""),
                metadata.path(ORDINAL).asInt(),
                metadata.path("title").textValue(),
                metadata.path("url").textValue(),
                metadata.path("heading").asText(),
                metadata.path("page").asInt(),
                metadata.path("position").asInt(),
                MetadataJson.toMapOrNone(metadata.path("metadata").asText("{}")),
                text.asText(""),
                JsonVectors.numbers(vector));
    }

    private static DocumentKey key(JsonNode metadata) {
        return new DocumentKey(
                metadata.path(SOURCE).asText(), metadata.path("document").asText());
    }
}
