package dev.freshet.store.milvus;

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
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A store in a collection of Milvus. Nothing is asked of the server before the first call, and the collection is made by the
 * first write. It is written with the documented requests of version 2.5 and later; searches are by vectors alone.
 */
public final class MilvusStore implements VectorStore {

    /** Entities in one request, whose size is limited. */
    private static final int BATCH = 64;

    /** Of those with equal scores the id decides, as far as they are among so many. */
    private static final int CANDIDATES = 100;

    /** That one answer has at the most. */
    private static final int MOST = 16_000;

    private final EntityCollection collection;
    private final Reading reading;
    private final EntityPages pages;

    public MilvusStore(MilvusOptions options) {
        this.collection = new EntityCollection(options);
        this.reading = new Reading(collection);
        this.pages = new EntityPages(reading);
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        if (chunks.isEmpty()) {
            return;
        }
        collection.require(Vectors.of(chunks.get(0), vectors).length);
        for (List<Chunk> batch : RestCalls.batches(chunks, BATCH)) {
            ObjectNode body = collection.request();
            ArrayNode data = body.putArray("data");
            batch.forEach(chunk -> data.add(Entities.of(version, chunk, JsonVectors.of(Vectors.of(chunk, vectors)))));
            if (collection.call("entities/upsert", body).isEmpty()) {
                throw collection.gone();
            }
        }
    }

    /** An entity is replaced as a whole, so its vector is read first. */
    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        for (List<Chunk> batch : RestCalls.batches(chunks, BATCH)) {
            Map<String, JsonNode> vectors = new HashMap<>();
            reading.vectors(texts(batch.stream().map(Chunk::id).toList()))
                    .forEach(found -> vectors.put(Entities.id(found), found.path(Schema.VECTOR)));
            ObjectNode body = collection.request();
            ArrayNode data = body.putArray("data");
            for (Chunk chunk : batch) {
                JsonNode vector = vectors.get(chunk.id().toString());
                if (vector != null) {
                    data.add(Entities.of(version, chunk, vector));
                }
            }
            if (!data.isEmpty()) {
                collection.call("entities/upsert", body);
            }
        }
    }

    private static List<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
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
        RestCalls.batches(List.copyOf(chunkIds), BATCH)
                .forEach(batch -> collection.call(
                        "entities/delete",
                        collection.request().put("filter", Filter.ofIds(batch).toString())));
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        if (!collection.isThere(query.vector().length)) {
            return List.of();
        }
        int limit = Math.min(MOST, Math.max(CANDIDATES, query.limit()));
        ObjectNode body = collection
                .request()
                .put("annsField", Schema.VECTOR)
                .put("filter", Filter.of(query).toString())
                .put("limit", limit);
        body.putArray("data").add(JsonVectors.of(query.vector()));
        body.set("outputFields", Schema.shown());
        body.putObject("searchParams")
                .put("metricType", "IP")
                .putObject("params")
                .put("ef", 2 * limit);
        return collection.call("entities/search", body).stream()
                .flatMap(JsonNode::valueStream)
                .map(Entities::hit)
                .sorted(SearchHit.BEST_FIRST)
                .limit(query.limit())
                .toList();
    }

    /** Milvus doesn't group: sources are found one by one, and counted. */
    @Override
    public StoreCounts counts() {
        TreeMap<String, StoreCounts.OfSource> bySource = new TreeMap<>();
        Optional<String> next = another(bySource.keySet());
        while (next.isPresent()) {
            String source = next.get();
            long documents = reading.count(Filter.ofSource(source).isFirstChunk());
            bySource.put(source, new StoreCounts.OfSource(documents, count(source)));
            next = another(bySource.keySet());
        }
        return StoreCounts.of(bySource);
    }

    private Optional<String> another(Collection<String> known) {
        return reading.source(Filter.ofOtherSources(known)).filter(source -> !known.contains(source));
    }

    @Override
    public long count(String source) {
        return reading.count(Filter.ofSource(source));
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        return chunkIds.isEmpty() ? 0 : reading.count(Filter.ofIds(chunkIds).isOfSource(source));
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return pages.entities(texts(chunkIds));
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        return pages.page(after, limit);
    }
}
