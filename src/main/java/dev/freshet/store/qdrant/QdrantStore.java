package dev.freshet.store.qdrant;

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
import dev.freshet.store.rest.ChunkJson;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A store in a collection of Qdrant. Nothing is asked of the server before the first call, and the collection is made by the
 * first write. It is written with the documented requests of version 1.12 and later; searches are by vectors alone.
 */
public final class QdrantStore implements VectorStore {

    /** Points in one request, whose size is limited. */
    private static final int BATCH = 64;

    /** Of those with equal scores the id decides, as far as they are among so many. */
    private static final int CANDIDATES = 100;

    private static final int MOST_SOURCES = 10_000;

    /** Before every id that is a UUID, and behind every one that is a number, which others may give. */
    private static final String FIRST_ID = "00000000-0000-0000-0000-000000000000";

    private final PointCollection collection;

    public QdrantStore(QdrantOptions options) {
        this.collection = new PointCollection(options);
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        if (chunks.isEmpty()) {
            return;
        }
        collection.require(Vectors.of(chunks.get(0), vectors).length);
        inBatches(chunks, batch -> {
            ObjectNode body = object();
            ArrayNode points = body.putArray("points");
            batch.forEach(chunk -> points.add(Points.of(version, chunk, Vectors.of(chunk, vectors))));
            if (collection.call("PUT", "/points?wait=true", body).isEmpty()) {
                throw collection.gone();
            }
        });
    }

    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        inBatches(chunks, batch -> {
            ObjectNode body = object();
            ArrayNode operations = body.putArray("operations");
            for (Chunk chunk : batch) {
                ObjectNode operation = operations.addObject().putObject("set_payload");
                operation.set("payload", ChunkJson.described(version, chunk));
                // an id that isn't there would be an error, a filter that finds nothing is none
                operation.set("filter", Conditions.ofIds(List.of(chunk.id())));
            }
            collection.call("POST", "/points/batch?wait=true", body);
        });
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
        inBatches(List.copyOf(chunkIds), batch -> {
            ObjectNode body = object();
            ArrayNode points = body.putArray("points");
            batch.forEach(id -> points.add(id.toString()));
            collection.call("POST", "/points/delete?wait=true", body);
        });
    }

    private static <T> void inBatches(List<T> all, Consumer<List<T>> call) {
        RestCalls.batches(all, BATCH).forEach(call);
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        if (!collection.isThere(query.vector().length)) {
            return List.of();
        }
        int limit = Math.max(CANDIDATES, query.limit());
        ObjectNode body = object().put("limit", limit).put("with_payload", true);
        body.set("query", JsonVectors.of(query.vector()));
        body.set("filter", Conditions.of(query));
        body.putObject("params").put("hnsw_ef", 2 * limit);
        return collection.call("POST", "/points/query", body).stream()
                .flatMap(result -> result.path("points").valueStream())
                .map(Points::hit)
                .sorted(SearchHit.BEST_FIRST)
                .limit(query.limit())
                .toList();
    }

    @Override
    public StoreCounts counts() {
        Map<String, Long> documents = bySource(Optional.of(Conditions.ofFirstChunks()));
        TreeMap<String, StoreCounts.OfSource> bySource = new TreeMap<>();
        bySource(Optional.empty())
                .forEach((source, chunks) ->
                        bySource.put(source, new StoreCounts.OfSource(documents.getOrDefault(source, 0L), chunks)));
        return StoreCounts.of(bySource);
    }

    private Map<String, Long> bySource(Optional<ObjectNode> filter) {
        ObjectNode body =
                object().put("key", "source").put("limit", MOST_SOURCES).put("exact", true);
        filter.ifPresent(condition -> body.set("filter", condition));
        Map<String, Long> bySource = new HashMap<>();
        collection.call("POST", "/facet", body).stream()
                .flatMap(result -> result.path("hits").valueStream())
                .forEach(hit -> bySource.put(
                        hit.path("value").asText(), hit.path("count").asLong()));
        return bySource;
    }

    @Override
    public long count(String source) {
        return count(Conditions.ofSource(source));
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        return chunkIds.isEmpty() ? 0 : count(Conditions.ofIds(chunkIds, source));
    }

    private long count(ObjectNode filter) {
        ObjectNode body = object().put("exact", true);
        body.set("filter", filter);
        Optional<JsonNode> result = collection.call("POST", "/points/count", body);
        return result.map(found -> found.path("count").asLong()).orElse(0L);
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        List<StoredChunk> found = new ArrayList<>();
        RestCalls.batches(List.copyOf(chunkIds), BATCH).forEach(batch -> {
            ObjectNode body = object().put("with_payload", true).put("with_vector", true);
            ArrayNode ids = body.putArray("ids");
            batch.forEach(id -> ids.add(id.toString()));
            collection.call("POST", "/points", body).stream()
                    .flatMap(JsonNode::valueStream)
                    .map(Points::stored)
                    .forEach(found::add);
        });
        return found;
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        List<StoredChunk> page = new ArrayList<>();
        String last = after;
        while (page.size() < limit) {
            int wanted = Math.min(BATCH, limit - page.size());
            List<StoredChunk> part = part(last, wanted);
            page.addAll(part);
            if (part.size() < wanted) {
                break;
            }
            last = part.get(wanted - 1).id();
        }
        return page;
    }

    private List<StoredChunk> part(String after, int limit) {
        // it begins with the id that it is asked for, which the one before has already
        ObjectNode body = object().put("limit", limit + 1)
                .put("offset", after.isEmpty() ? FIRST_ID : after)
                .put("with_payload", true)
                .put("with_vector", true);
        return collection.call("POST", "/points/scroll", body).stream()
                .flatMap(result -> result.path("points").valueStream())
                .map(Points::stored)
                .filter(chunk -> !chunk.id().equals(after))
                .limit(limit)
                .toList();
    }

    private static ObjectNode object() {
        return RestCalls.JSON.createObjectNode();
    }
}
