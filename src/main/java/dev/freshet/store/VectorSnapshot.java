package dev.freshet.store;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All vectors at one revision of the store. Never changes. */
record VectorSnapshot(List<VectorBlock> blocks) {

    /** Below this many blocks (4,096 vectors), waking other threads costs more than it saves. */
    private static final int PARALLEL_FROM = 16;

    private static final Comparator<Scored> WORST_FIRST =
            Comparator.comparingDouble(Scored::score).thenComparing(Scored::row, Comparator.reverseOrder());

    record Scored(long row, float score) {}

    /** Cosine of the query with each slot's vector; both have length 1, so it is the dot product. */
    float[] scores(float[] query) {
        float[] scores = new float[blocks.size() * VectorBlock.SIZE];
        IntStream numbers = IntStream.range(0, blocks.size());
        if (blocks.size() >= PARALLEL_FROM) {
            numbers = numbers.parallel();
        }
        numbers.forEach(block -> blocks.get(block).score(query, scores, block * VectorBlock.SIZE));
        return scores;
    }

    /** Rows that a filtered query may find. */
    BitSet matching(SearchQuery query) {
        BitSet rows = new BitSet();
        Facet last = null;
        boolean matches = false;
        for (int slot = 0; slot < blocks.size() * VectorBlock.SIZE; slot++) {
            Facet facet = block(slot).facet(slot % VectorBlock.SIZE);
            if (facet != null && facet != last) {
                matches = facet.matches(query);
                last = facet;
            }
            if (facet != null && matches) {
                rows.set(Math.toIntExact(row(slot)));
            }
        }
        return rows;
    }

    /**
     * The rows with the best scores.
     *
     * @param allowed only these; {@code null} = all
     */
    Map<Long, Double> best(float[] scores, int count, @Nullable BitSet allowed) {
        PriorityQueue<Scored> best = new PriorityQueue<>(WORST_FIRST);
        float threshold = Float.NEGATIVE_INFINITY;
        for (int slot = 0; slot < scores.length; slot++) {
            // NaN is never above the threshold
            if (scores[slot] >= threshold && (allowed == null || allowed.get((int) row(slot)))) {
                best.add(new Scored(row(slot), scores[slot]));
                if (best.size() > count) {
                    best.poll();
                    threshold = best.element().score();
                }
            }
        }
        Map<Long, Double> byRow = new HashMap<>();
        best.forEach(scored -> byRow.put(scored.row(), (double) scored.score()));
        return byRow;
    }

    /** Adds the scores of rows that only the full text found. */
    void complete(Map<Long, Double> byRow, float[] scores, Iterable<Long> rows) {
        BitSet missing = new BitSet();
        for (long row : rows) {
            if (!byRow.containsKey(row)) {
                missing.set(Math.toIntExact(row));
            }
        }
        for (int slot = 0; slot < scores.length && !missing.isEmpty(); slot++) {
            if (missing.get((int) row(slot)) && !Float.isNaN(scores[slot])) {
                byRow.put(row(slot), (double) scores[slot]);
            }
        }
    }

    private long row(int slot) {
        return block(slot).row(slot % VectorBlock.SIZE);
    }

    private VectorBlock block(int slot) {
        return blocks.get(slot / VectorBlock.SIZE);
    }
}
