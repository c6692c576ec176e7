package dev.freshet.store.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Vectors;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.VectorStore;
import dev.freshet.store.rest.FusedSearch;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A store in a collection of Weaviate. Nothing is asked of the server before the first call, and the collection is made by the
 * first write. It is written with the documented requests of versions that have GraphQL.
 */
public final class WeaviateStore implements VectorStore {

    /** Objects in one request, whose size is limited. */
    private static final int BATCH = 64;

    /** That one answer has at the most, unless the server is set up otherwise. */
    private static final int MOST_HITS = 10_000;

    private static final int MOST_SOURCES = 10_000;

    private final ObjectCollection collection;

    public WeaviateStore(WeaviateOptions options) {
        this.collection = new ObjectCollection(options);
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        if (chunks.isEmpty()) {
            return;
        }
        collection.require(Vectors.of(chunks.get(0), vectors).length);
        for (List<Chunk> batch : RestCalls.batches(chunks, BATCH)) {
            Map<UUID, JsonNode> known = new HashMap<>();
            batch.forEach(chunk -> known.put(chunk.id(), JsonVectors.of(Vectors.of(chunk, vectors))));
            put(version, batch, known);
        }
    }

    /** An object is replaced as a whole, so its vector is read first. */
    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        for (List<Chunk> batch : RestCalls.batches(chunks, BATCH)) {
            ObjectNode arguments = byIds(batch.stream().map(Chunk::id).toList());
            Map<UUID, JsonNode> known = new HashMap<>();
            collection
                    .ask("Get", arguments, "_additional { id vector }")
                    .map(found -> found.path("_additional"))
                    .forEach(found -> known.put(UUID.fromString(found.path("id").asText()), found.path("vector")));
            put(version, batch, known);
        }
    }

    private void put(DocumentVersion version, List<Chunk> chunks, Map<UUID, JsonNode> vectors) {
        ObjectNode body = object();
        ArrayNode objects = body.putArray("objects");
        for (Chunk chunk : chunks) {
            JsonNode vector = vectors.get(chunk.id());
            if (vector != null) {
                objects.add(Objects.of(collection.name(), version, chunk, vector));
            }
        }
        if (!objects.isEmpty()) {
            collection.put(body);
        }
    }

    @Override
    public void remove(DocumentKey document, Collection<UUID> chunkIds) {
        remove(chunkIds);
    }

    @Override
    public void remove(Map<DocumentKey, ? extends Collection<UUID>> chunkIds) {
        remove(chunkIds.values().stream().flatMap(Collection::stream).toList());
    }

    private void remove(Collection<UUID> chunkIds) {
        for (List<UUID> batch : RestCalls.batches(List.copyOf(chunkIds), BATCH)) {
            ObjectNode body = object().put("output", "minimal");
            ObjectNode match = body.putObject("match").put("class", collection.name());
            ObjectNode where = match.putObject("where").put("operator", "ContainsAny");
            where.putArray("path").add("id");
            batch.forEach(id -> where.withArray("valueTextArray").add(id.toString()));
            collection.delete(body);
        }
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        return collection.isThere(query.vector().length)
                ? FusedSearch.of(new ObjectHalves(collection), query, MOST_HITS)
                : List.of();
    }

    @Override
    public StoreCounts counts() {
        Map<String, Long> documents = bySource(new Where().isFirstChunk());
        TreeMap<String, StoreCounts.OfSource> bySource = new TreeMap<>();
        bySource(new Where())
                .forEach((source, chunks) ->
                        bySource.put(source, new StoreCounts.OfSource(documents.getOrDefault(source, 0L), chunks)));
        return StoreCounts.of(bySource);
    }

    private Map<String, Long> bySource(Where where) {
        ObjectNode arguments = object().put("limit", MOST_SOURCES);
        arguments.putArray("groupBy").add(Schema.SOURCE);
        arguments.set("where", where.json());
        Map<String, Long> bySource = new HashMap<>();
        collection
                .ask("Aggregate", arguments, "groupedBy { value } meta { count }")
                .forEach(group -> bySource.put(
                        group.at("/groupedBy/value").asText(),
                        group.at("/meta/count").asLong()));
        return bySource;
    }

    @Override
    public long count(String source) {
        return count(new Where().source(source));
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        return chunkIds.isEmpty() ? 0 : count(new Where().source(source).ids(chunkIds));
    }

    private long count(Where where) {
        ObjectNode arguments = object();
        arguments.set("where", where.json());
        return collection
                .ask("Aggregate", arguments, "meta { count }")
                .mapToLong(found -> found.at("/meta/count").asLong())
                .findFirst()
                .orElse(0);
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return RestCalls.batches(List.copyOf(chunkIds), BATCH).stream()
                .flatMap(batch -> collection.ask("Get", byIds(batch), Objects.ALL))
                .map(Objects::storedAnswer)
                .toList();
    }

    private static ObjectNode byIds(List<UUID> ids) {
        ObjectNode arguments = object().put("limit", ids.size());
        return arguments.set("where", new Where().ids(ids).json());
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        List<StoredChunk> page = new ArrayList<>();
        String last = after;
        while (page.size() < limit) {
            int wanted = Math.min(BATCH, limit - page.size());
            List<StoredChunk> part =
                    collection.behind(last, wanted).map(Objects::stored).toList();
            page.addAll(part);
            if (part.size() < wanted) {
                break;
            }
            last = part.get(wanted - 1).id();
        }
        return page;
    }

    private static ObjectNode object() {
        return RestCalls.JSON.createObjectNode();
    }
}
