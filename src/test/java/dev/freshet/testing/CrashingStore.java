package dev.freshet.testing;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.VectorStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** A store whose process dies at a point, as if by {@code kill -9}: no finally, no shutdown hook. */
final class CrashingStore implements VectorStore {

    private static final int KILLED = 137;

    private final VectorStore store;
    private final CrashPoint point;
    private int left;
    private boolean updating;

    /**
     * @param nth at which time that the point is reached, from 1
     */
    CrashingStore(VectorStore store, CrashPoint point, int nth) {
        this.store = store;
        this.point = point;
        this.left = nth;
    }

    /** Dies if this is the point. */
    synchronized void reach(CrashPoint reached) {
        if (reached == point && --left == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        updating = true;
        int half = chunks.size() / 2;
        store.upsert(version, chunks.subList(0, half), vectors);
        if (half > 0) {
            reach(CrashPoint.BETWEEN_BATCHES);
        }
        store.upsert(version, chunks.subList(half, chunks.size()), vectors);
    }

    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        store.describe(version, chunks);
    }

    @Override
    public void remove(DocumentKey document, Collection<UUID> chunkIds) {
        List<UUID> all = List.copyOf(chunkIds);
        int half = all.size() / 2;
        if (half > 0) {
            reach(updating ? CrashPoint.BEFORE_STALE_REMOVAL : CrashPoint.BEFORE_DELETION);
            store.remove(document, all.subList(0, half));
            reach(updating ? CrashPoint.IN_STALE_REMOVAL : CrashPoint.IN_DELETION);
        }
        store.remove(document, all.subList(half, all.size()));
        reach(updating ? CrashPoint.BEFORE_COMMIT : CrashPoint.BEFORE_COMMIT_OF_DELETION);
        updating = false;
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        return store.search(query);
    }

    @Override
    public StoreCounts counts() {
        return store.counts();
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        return store.held(source, chunkIds);
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return store.chunks(chunkIds);
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        return store.page(after, limit);
    }

    @Override
    public <T> T atOneMoment(Supplier<T> reads) {
        return store.atOneMoment(reads);
    }

    @Override
    public List<String> flaws() {
        return store.flaws();
    }

    @Override
    public void mend() {
        store.mend();
    }

    @Override
    public boolean isInState() {
        return store.isInState();
    }

    @Override
    public void close() {
        store.close();
    }
}
