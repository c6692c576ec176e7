package dev.freshet.verify;

import dev.freshet.state.Embeddings;
import dev.freshet.state.StatedChunk;
import dev.freshet.state.StatedChunks;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.VectorStore;
import dev.freshet.verify.Divergence.Kind;
import dev.freshet.verify.Verdict.Tally;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares state and store chunk by chunk: both are read in the order of chunk ids, a page at a time, side by side. Memory
 * holds two pages, however much there is. For one use.
 */
final class Comparison {

    private static final int FIRST = 100;

    private final StatedChunks state;
    private final VectorStore store;
    private final ChunkCheck check;
    private final Set<String> chosen;
    private final Set<String> ours;
    private final Consumer<Divergence> found;
    private final TreeMap<String, Tally> tallies = new TreeMap<>();
    private final List<Divergence> first = new ArrayList<>();
    private final List<ChunkCheck.Pair> pairs = new ArrayList<>();
    private long foreign;

    /**
     * @param chosen only chunks of these sources; empty = all
     * @param found hears of each divergence
     */
    Comparison(
            StatedChunks state,
            Embeddings embeddings,
            VectorStore store,
            Set<String> chosen,
            Consumer<Divergence> found) {
        this.state = state;
        this.store = store;
        this.check = new ChunkCheck(embeddings);
        this.chosen = chosen;
        this.ours = state.sources();
        this.found = found;
    }

    Verdict run() {
        Pages<StatedChunk> stated = new Pages<>(state::page, StatedChunk::id);
        Pages<StoredChunk> stored = new Pages<>(store::page, StoredChunk::id);
        for (StatedChunk left = stated.peek(); left != null || stored.peek() != null; left = stated.peek()) {
            StoredChunk right = stored.peek();
            int order = order(left, right);
            if (order <= 0) {
                stated.advance();
            }
            if (order >= 0) {
                stored.advance();
            }
            see(order <= 0 ? left : null, order >= 0 ? right : null);
        }
        judgePairs();
        return new Verdict(tallies, foreign, store.flaws(), List.copyOf(first));
    }

    /** As databases order text: by the bytes of UTF-8. */
    private static int order(@Nullable StatedChunk left, @Nullable StoredChunk right) {
        if (left == null || right == null) {
            return left == null ? 1 : -1;
        }
        return Arrays.compareUnsigned(
                left.id().getBytes(StandardCharsets.UTF_8), right.id().getBytes(StandardCharsets.UTF_8));
    }

    private void see(@Nullable StatedChunk stated, @Nullable StoredChunk stored) {
        if (stated != null && isChosen(stated.document().source())) {
            tallies.merge(stated.document().source(), Tally.NONE.plusStated(), (sum, one) -> sum.plusStated());
            if (stored == null) {
                tell(new Divergence(Kind.MISSING, stated.id(), stated.document(), "is not in the store"));
            } else {
                judgeLater(new ChunkCheck.Pair(stated, stored));
            }
        } else if (stated == null && stored != null) {
            seeUnknown(stored);
        }
    }

    private void seeUnknown(StoredChunk stored) {
        if (!isChosen(stored.document().source())) {
            return;
        }
        if (!ours.contains(stored.document().source())) {
            tell(new Divergence(Kind.FOREIGN, stored.id(), stored.document(), "is not of a source of this home"));
        } else if (!ChunkCheck.isOurs(stored)) {
            tell(new Divergence(Kind.FOREIGN, stored.id(), stored.document(), "has an id that Freshet didn't give"));
        } else {
            tell(new Divergence(Kind.ORPHANED, stored.id(), stored.document(), "is unknown to the state"));
        }
    }

    private boolean isChosen(String source) {
        return chosen.isEmpty() || chosen.contains(source);
    }

    private void judgeLater(ChunkCheck.Pair pair) {
        pairs.add(pair);
        if (pairs.size() == Pages.SIZE) {
            judgePairs();
        }
    }

    private void judgePairs() {
        check.judge(pairs, this::tell);
        pairs.clear();
    }

    /** What is being written, or will be because it was cut short, is no divergence. */
    private void tell(Divergence divergence) {
        if (divergence.kind() != Kind.FOREIGN && state.isInDoubt(divergence.document(), divergence.chunkId())) {
            return;
        }
        if (divergence.kind() == Kind.FOREIGN) {
            foreign++;
        } else {
            tallies.merge(
                    divergence.document().source(),
                    Tally.NONE.plus(divergence.kind()),
                    (sum, one) -> sum.plus(divergence.kind()));
        }
        if (first.size() < FIRST) {
            first.add(divergence);
        }
        found.accept(divergence);
    }
}
