package dev.freshet.store;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.remote.Breaker;
import dev.freshet.remote.OutageException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A store elsewhere, behind a circuit breaker of those who ask it. The pipeline's writes have a breaker of their own: a
 * store that takes none may answer as ever.
 */
public final class GuardedStore implements VectorStore {

    private final VectorStore store;
    private final Breaker breaker;

    private GuardedStore(VectorStore store, Breaker breaker) {
        this.store = store;
        this.breaker = breaker;
    }

    /** The store itself where it lives in the state's database, which has no outages of its own. */
    public static VectorStore around(VectorStore store, Breaker breaker) {
        return store.isInState() ? store : new GuardedStore(store, breaker);
    }

    private <T> T guarded(Supplier<T> call) {
        try {
            return breaker.circuit().executeSupplier(call);
        } catch (CallNotPermittedException e) {
            throw new OutageException(breaker.refusal(), e);
        }
    }

    private void guarded(Runnable call) {
        guarded(() -> {
            call.run();
            return true;
        });
    }

    @Override
    public void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) {
        guarded(() -> store.upsert(version, chunks, vectors));
    }

    @Override
    public void describe(DocumentVersion version, List<Chunk> chunks) {
        guarded(() -> store.describe(version, chunks));
    }

    @Override
    public void remove(DocumentKey document, Collection<UUID> chunkIds) {
        guarded(() -> store.remove(document, chunkIds));
    }

    @Override
    public void remove(Map<DocumentKey, ? extends Collection<UUID>> chunkIds) {
        guarded(() -> store.remove(chunkIds));
    }

    @Override
    public List<SearchHit> search(SearchQuery query) {
        return guarded(() -> store.search(query));
    }

    @Override
    public StoreCounts counts() {
        return guarded(store::counts);
    }

    @Override
    public long count(String source) {
        return guarded(() -> store.count(source));
    }

    @Override
    public long held(String source, Collection<UUID> chunkIds) {
        return guarded(() -> store.held(source, chunkIds));
    }

    @Override
    public List<StoredChunk> chunks(Collection<UUID> chunkIds) {
        return guarded(() -> store.chunks(chunkIds));
    }

    @Override
    public List<StoredChunk> page(String after, int limit) {
        return guarded(() -> store.page(after, limit));
    }

    /** What is read in it passes the breaker, call by call. */
    @Override
    public <T> T atOneMoment(Supplier<T> reads) {
        return store.atOneMoment(reads);
    }

    @Override
    public List<String> flaws() {
        return guarded(store::flaws);
    }

    @Override
    public void mend() {
        guarded(store::mend);
    }
}
