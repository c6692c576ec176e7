package dev.freshet.store.chroma;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A store in a collection of Chroma, over version 2 of its REST interface. Nothing is asked of the server before the first
 * call, and the collection is made by the first write. Searches are by vectors alone.
 */
public final class ChromaStore implements VectorStore {

    /** Records in one request, whose size is limited. */
    private static final int BATCH = 100;

    /** Ids in one answer. */
    private static final int MOST_IDS = 50_000;

    private static final List<String> METADATA = List.of("metadatas");

    private final RecordCollection collection;
    private final Reading reading;
    private final RecordPages pages;

    public ChromaStore(ChromaOptions options) {
        this.collection = new RecordCollection(options);
        this.reading = new Reading(collection);
        this.pages = new RecordPages(reading);
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        if (chunks.isEmpty()) {
            return;
        }
        collection.require(Vectors.of(chunks.get(0), vectors).length);
        batches(chunks).forEach(batch -> {
            ObjectNode body = RestCalls.JSON.createObjectNode();
            ArrayNode embeddings = body.putArray("embeddings");
            ArrayNode documents = body.putArray("documents");
            batch.forEach(chunk -> {
                embeddings.add(JsonVectors.of(Vectors.of(chunk, vectors)));
                documents.add(chunk.text());
            });
            putMetadata(body, version, batch, before(batch));
            if (collection.call("POST", "/upsert", body).isEmpty()) {
                throw collection.gone();
            }
        });
    }

    /** What is there of chunks. */
    private Map<String, Reading.Found> before(List<Chunk> chunks) {
        return reading.byIds(texts(chunks.stream().map(Chunk::id).toList()), METADATA);
    }

    private static List<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    private static void putMetadata(
            ObjectNode body, DocumentVersion version, List<Chunk> chunks, Map<String, Reading.Found> before) {
        ArrayNode ids = body.putArray("ids");
        ArrayNode metadata = body.putArray("metadatas");
        for (Chunk chunk : chunks) {
            String id = chunk.id().toString();
            ids.add(id);
            ObjectNode said = Records.metadata(version, chunk);
            Reading.Found old = before.get(id);
            metadata.add(old == null ? said : Records.inPlaceOf(old.metadata(), said));
        }
    }

    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        batches(chunks).forEach(batch -> {
            Map<String, Reading.Found> before = before(batch);
            List<Chunk> there = batch.stream()
                    .filter(chunk -> before.containsKey(chunk.id().toString()))
                    .toList();
            if (!there.isEmpty()) {
                ObjectNode body = RestCalls.JSON.createObjectNode();
                putMetadata(body, version, there, before);
                collection.call("POST", "/update", body);
            }
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
        batches(texts(chunkIds)).forEach(batch -> {
            ObjectNode body = RestCalls.JSON.createObjectNode();
            batch.forEach(body.putArray("ids")::add);
            collection.call("POST", "/delete", body);
        });
    }

    private static <T> List<List<T>> batches(List<T> all) {
        return RestCalls.batches(all, BATCH);
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        return collection.isThere(query.vector().length)
                ? new Question(collection, reading, query).answer()
                : List.of();
    }

    /** Chroma doesn't group: sources are found one by one, and counted. */
    @Override
    public StoreCounts counts() {
        TreeMap<String, StoreCounts.OfSource> bySource = new TreeMap<>();
        Optional<String> next = another(bySource.keySet());
        while (next.isPresent()) {
            String source = next.get();
            long documents = count(new Where().ours().is(Records.SOURCE, source).isFirstChunk());
            bySource.put(source, new StoreCounts.OfSource(documents, count(source)));
            next = another(bySource.keySet());
        }
        return StoreCounts.of(bySource);
    }

    private Optional<String> another(Collection<String> known) {
        return reading.source(new Where().ours().notAmong(Records.SOURCE, known))
                .filter(source -> !known.contains(source));
    }

    @Override
    public long count(String source) {
        return count(new Where().ours().is(Records.SOURCE, source));
    }

    /** Chroma counts all records or none: their ids are read. */
    private long count(Where where) {
        int sum = 0;
        int some = MOST_IDS;
        while (some == MOST_IDS) {
            some = reading.ids(where, sum, MOST_IDS).size();
            sum += some;
        }
        return sum;
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        // Chroma is very slow with a condition and many ids in one request
        return batches(texts(chunkIds)).stream()
                .flatMap(batch -> reading.byIds(batch, METADATA).values().stream())
                .filter(found -> found.metadata().path(Records.SOURCE).asText().equals(source))
                .count();
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return pages.records(chunkIds.stream().map(UUID::toString).toList());
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        return pages.page(after, limit);
    }
}
