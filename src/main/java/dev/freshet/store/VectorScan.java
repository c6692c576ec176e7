package dev.freshet.store;

import dev.freshet.store.VectorSnapshot.Candidate;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all vectors for one question. It begins on other processors, and whoever needs its answer takes a hand in what is
 * left.
 */
final class VectorScan {

    /** Below this many blocks (8,192 vectors), waking other threads costs more than it saves. */
    private static final int TOGETHER_FROM = 32;

    private final VectorSnapshot vectors;
    private final RoundedQuery query;
    private final float[] least;
    private final float[] most;
    private final AtomicInteger next = new AtomicInteger();
    private final List<CompletableFuture<Void>> others;

    VectorScan(VectorSnapshot vectors, float[] question) {
        this.vectors = vectors;
        this.query = RoundedQuery.of(question);
        this.least = new float[vectors.slots()];
        this.most = new float[vectors.slots()];
        int processors = Runtime.getRuntime().availableProcessors();
        this.others = Stream.generate(() -> CompletableFuture.runAsync(this::goOn))
                .limit(vectors.blocks().size() < TOGETHER_FROM ? 0 : processors - 1)
                .toList();
    }

    private void goOn() {
        for (int block; (block = next.getAndIncrement()) < vectors.blocks().size(); ) {
            vectors.blocks().get(block).bound(query, least, most, block * VectorBlock.SIZE);
        }
    }

    /**
     * All rows that may be among the best, those first that may be the very best.
     *
     * @param allowed only these; {@code null} = all
     */
    List<Candidate> candidates(int count, @Nullable BitSet allowed) {
        goOn();
        others.forEach(CompletableFuture::join);
        return query.isComparable() ? vectors.candidates(least, most, count, allowed) : List.of();
    }
}
