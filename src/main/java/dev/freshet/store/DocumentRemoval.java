package dev.freshet.store;

import dev.freshet.document.DocumentKey;
import dev.freshet.document.Status;
import dev.freshet.state.ChunksInDoubt;
import dev.freshet.state.Database;
import dev.freshet.state.Documents;
import dev.freshet.state.Intents;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Removes documents from store and state, with all their chunks and whatever a write that was cut short left of them. */
public final class DocumentRemoval {

    private static final String CUT_SHORT = "Its removal was cut short. The next pass removes it, or indexes it again.";

    private final Database state;
    private final VectorStore store;
    private final Documents documents;
    private final Intents intents;
    private final ChunksInDoubt doubts;
    private final WriteOrder order;
    private final ServedSet served;

    /**
     * @param state what is known of the documents
     */
    public DocumentRemoval(Database state, VectorStore store) {
        this.state = state;
        this.store = store;
        this.documents = new Documents(state);
        this.intents = new Intents(state);
        this.doubts = new ChunksInDoubt(state);
        this.order = new WriteOrder(state, store);
        this.served = new ServedSet(state);
    }

    /**
     * Removes documents together.
     *
     * @return how many chunks the state knew of them
     */
    public long remove(Collection<DocumentKey> keys) {
        Map<DocumentKey, Set<UUID>> chunks = new LinkedHashMap<>();
        // one transaction for all of the look-ups
        long known = state.write(
                handle -> keys.stream().mapToLong(key -> lookUp(key, chunks)).sum());
        order.run(() -> chunks.forEach(this::note), () -> store.remove(chunks), () -> keys.forEach(this::forget));
        return known;
    }

    private long lookUp(DocumentKey key, Map<DocumentKey, Set<UUID>> chunks) {
        Set<UUID> ids = new HashSet<>(documents.chunks(key).keySet());
        long known = ids.size();
        ids.addAll(doubts.of(key));
        chunks.put(key, ids);
        return known;
    }

    /** A document that comes back before its removal is done must not be taken for one that the store still holds. */
    private void note(DocumentKey key, Set<UUID> chunkIds) {
        doubts.note(key, chunkIds);
        documents
                .find(key)
                .ifPresent(row -> documents.failed(
                        key,
                        row.fingerprint(),
                        row.recipe(),
                        Status.FAILED,
                        "forget",
                        CUT_SHORT,
                        row.attempts(),
                        null));
    }

    private void forget(DocumentKey key) {
        documents.remove(key);
        served.remove(key);
        doubts.clear(key);
        intents.clear(key);
    }
}
