package dev.freshet.verify;

import dev.freshet.state.Embeddings;
import dev.freshet.state.StatedChunks;
import dev.freshet.store.VectorStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Compares what the state says with what the store holds, and mends. Safe for many threads. */
public final class Verification {

    private final StatedChunks state;
    private final Embeddings embeddings;
    private final VectorStore store;

    public Verification(StatedChunks state, Embeddings embeddings, VectorStore store) {
        this.state = state;
        this.embeddings = embeddings;
        this.store = store;
    }

    /** The same with the store as another way of asking it. */
    public Verification asking(VectorStore asked) {
        return new Verification(state, embeddings, asked);
    }

    /**
     * What was mended.
     *
     * @param found what the comparison found
     * @param due documents that the next pass makes again; of very many, the first ones
     * @param more whether there are more of them
     */
    public record Mended(Verdict found, Set<String> due, boolean more) {}

    /**
     * Compares, and only reads. Where state and store are in one database, all of it is of one moment, whoever writes.
     *
     * @param sources empty = all, and what isn't ours is looked at too
     */
    public Verdict compare(Set<String> sources) {
        return store.atOneMoment(() -> new Comparison(state, embeddings, store, sources, found -> {}).run());
    }

    /**
     * Compares and mends: orphaned chunks are removed, documents with missing or stale chunks are made due, and indexes are
     * made anew where they need it. No pass over the source may run.
     *
     * @param hasFile whether a source can be read again; where not, its damaged documents are left as they are
     */
    public Mended mend(String source, Predicate<String> hasFile) {
        store.mend();
        Repair repair = new Repair(state, store, hasFile);
        Verdict found = store.atOneMoment(() -> {
            Verdict verdict = new Comparison(state, embeddings, store, Set.of(source), repair).run();
            repair.flush();
            return verdict;
        });
        return new Mended(found, repair.due(), repair.hasMore());
    }

    /** Every source that the state knows or once knew. */
    public Set<String> sources() {
        return state.sources();
    }

    /**
     * The cheap look: whether the numbers of chunks of a source agree, and whether the store holds a sample of them, but for
     * those that are being written. A changed text is no difference for it.
     *
     * @param foreign so many chunks under the source's name are known to be others'
     * @return the difference in words; empty = none
     */
    public Optional<String> difference(String source, long foreign) {
        return store.atOneMoment(() -> {
            long here = state.count(source);
            long there = store.count(source) - foreign;
            long inDoubt = state.inDoubt(source);
            if (Math.abs(here - there) > inDoubt) {
                return Optional.of(
                        "The store holds " + there + " chunks of " + source + ", and the state says " + here);
            }
            return lost(source, inDoubt);
        });
    }

    /** A store of the same size may be another one. */
    private Optional<String> lost(String source, long inDoubt) {
        List<UUID> sample = state.sample(source);
        long lost = sample.isEmpty() ? 0 : sample.size() - store.held(source, sample);
        return lost <= inDoubt
                ? Optional.empty()
                : Optional.of("The store lacks " + lost + " of " + sample.size() + " chunks of " + source
                        + " that were looked for");
    }
}
