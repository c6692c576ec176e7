package dev.freshet.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.freshet.store.rest.FusedSearch;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * A store in an index of OpenSearch or Elasticsearch. Nothing is asked of the server before the first call, and the index is made
 * by the first write.
 */
public final class IndexStore implements VectorStore {

    /** Chunks in one request, whose size is limited. */
    private static final int BATCH = 100;

    private static final int MOST_SOURCES = 10_000;

    private final ChunkIndex index;

    public IndexStore(IndexOptions options) {
        this.index = new ChunkIndex(options);
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        if (!chunks.isEmpty()) {
            index.require(Vectors.of(chunks.get(0), vectors).length);
            inBatches(chunks, batch -> Entries.upsert(version, batch, vectors));
        }
    }

    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        // one that isn't there would be made by it, with any fields
        if (!chunks.isEmpty() && index.exists()) {
            inBatches(chunks, batch -> Entries.describe(version, batch));
        }
    }

    @Override
    public void remove(DocumentKey document, Collection<UUID> chunkIds) {
        inBatches(List.copyOf(chunkIds), Entries::remove);
    }

    @Override
    public void remove(Map<DocumentKey, ? extends Collection<UUID>> chunkIds) {
        inBatches(chunkIds.values().stream().flatMap(Collection::stream).toList(), Entries::remove);
    }

    private <T> void inBatches(List<T> all, Function<List<T>, List<ObjectNode>> lines) {
        List<List<T>> batches = RestCalls.batches(all, BATCH);
        for (int i = 0; i < batches.size(); i++) {
            index.bulk(lines.apply(batches.get(i)), i == batches.size() - 1);
        }
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        return index.isThere(query.vector().length)
                ? FusedSearch.of(new IndexHalves(index), query, Engine.MOST_HITS)
                : List.of();
    }

    @Override
    public StoreCounts counts() {
        ObjectNode search = counting(Conditions.ofAll());
        ObjectNode sources = search.putObject("aggs").putObject("sources");
        sources.putObject("terms").put("field", Mapping.SOURCE).put("size", MOST_SOURCES);
        sources.putObject("aggs")
                .putObject("documents")
                .putObject("filter")
                .putObject("term")
                .put(Mapping.ORDINAL, 0);
        TreeMap<String, StoreCounts.OfSource> bySource = new TreeMap<>();
        index.search(search)
                .at("/aggregations/sources/buckets")
                .forEach(bucket -> bySource.put(
                        bucket.path("key").asText(),
                        new StoreCounts.OfSource(
                                bucket.at("/documents/doc_count").asLong(),
                                bucket.path("doc_count").asLong())));
        return StoreCounts.of(bySource);
    }

    @Override
    public long count(String source) {
        return count(Conditions.ofSource(source));
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        return chunkIds.isEmpty() ? 0 : count(Conditions.ofIds(chunkIds, source));
    }

    private long count(ObjectNode condition) {
        return index.search(counting(condition)).at("/hits/total/value").asLong();
    }

    private static ObjectNode counting(ObjectNode condition) {
        ObjectNode search = RestCalls.JSON.createObjectNode().put("size", 0).put("track_total_hits", true);
        search.set("query", condition);
        return search;
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return RestCalls.batches(List.copyOf(chunkIds), BATCH).stream()
                .flatMap(batch -> index.hits(reading(Conditions.ofIds(batch), batch.size())))
                .filter(Entries::isOurs)
                .map(this::stored)
                .toList();
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        List<StoredChunk> page = new ArrayList<>();
        String last = after;
        List<JsonNode> part;
        do {
            part = part(last, Math.min(BATCH, limit - page.size()));
            part.stream().filter(Entries::isOurs).map(this::stored).forEach(page::add);
            last = part.isEmpty()
                    ? last
                    : part.get(part.size() - 1).at("/sort/0").asText();
        } while (!part.isEmpty() && page.size() < limit);
        return page;
    }

    private List<JsonNode> part(String after, int limit) {
        ObjectNode search = reading(Conditions.ofAll(), limit);
        search.putArray("sort").add(Mapping.CHUNK);
        if (!after.isEmpty()) {
            search.putArray("search_after").add(after);
        }
        return index.hits(search).toList();
    }

    private ObjectNode reading(ObjectNode condition, int limit) {
        ObjectNode search = RestCalls.JSON.createObjectNode().put("size", limit).put("track_total_hits", false);
        search.set("query", condition);
        index.engine().withVectors(search);
        return search;
    }

    private StoredChunk stored(JsonNode hit) {
        return ChunkJson.stored(
                Entries.id(hit), hit.path("_source"), index.engine().vector(hit));
    }
}
