package dev.freshet.verify;

import dev.freshet.document.DocumentKey;
import dev.freshet.state.StatedChunks;
import dev.freshet.store.VectorStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Mends what a comparison finds: removes orphaned chunks, and makes documents due whose chunks are missing or stale. Their
 * texts are read again by the next pass, which takes vectors from the cache. No pass of the source may run.
 */
final class Repair implements Consumer<Divergence> {

    /** A pass takes so many documents by name; for more of them it looks at the whole source. */
    static final int NAMED_DOCUMENTS = 1_000;

    private static final int AT_ONCE = 500;
    private static final String REASON = "The store lacked chunks of this document, or held them damaged. The next pass"
            + " reads it again; what else the store holds of it stays searchable.";

    private final StatedChunks state;
    private final VectorStore store;
    private final Predicate<String> hasFile;
    private final Map<DocumentKey, List<String>> damaged = new HashMap<>();
    private final Map<DocumentKey, List<UUID>> orphaned = new HashMap<>();
    private final Set<String> due = new HashSet<>();
    private boolean many;
    private int waiting;

    /**
     * @param hasFile whether a source can be read again
     */
    Repair(StatedChunks state, VectorStore store, Predicate<String> hasFile) {
        this.state = state;
        this.store = store;
        this.hasFile = hasFile;
    }

    @Override
    public void accept(Divergence divergence) {
        switch (divergence.kind()) {
            case MISSING -> damaged(divergence.document()).add(divergence.chunkId());
            case STALE -> damaged(divergence.document());
            case ORPHANED ->
                orphaned.computeIfAbsent(divergence.document(), key -> new ArrayList<>())
                        .add(UUID.fromString(divergence.chunkId()));
            case FOREIGN -> {
                return;
            }
        }
        waiting++;
        if (waiting == AT_ONCE) {
            flush();
        }
    }

    private List<String> damaged(DocumentKey key) {
        return damaged.computeIfAbsent(key, document -> new ArrayList<>());
    }

    /** Does what is left to do. */
    void flush() {
        orphaned.forEach(store::remove);
        damaged.keySet().removeIf(document -> !hasFile.test(document.source()));
        state.makeDue(damaged, REASON);
        damaged.keySet().forEach(document -> note(document.document()));
        orphaned.clear();
        damaged.clear();
        waiting = 0;
    }

    private void note(String document) {
        if (due.size() < NAMED_DOCUMENTS) {
            due.add(document);
        } else {
            many |= !due.contains(document);
        }
    }

    /** Ids of the documents that were made due; of very many, the first ones. */
    Set<String> due() {
        return Set.copyOf(due);
    }

    /** Whether there are more than {@link #due} names. */
    boolean hasMore() {
        return many;
    }
}
