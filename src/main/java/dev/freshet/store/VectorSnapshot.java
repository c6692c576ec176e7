package dev.freshet.store;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** All vectors at one revision of the store. Never changes. */
record VectorSnapshot(List<VectorBlock> blocks) {

    /**
     * A row that may be among the best.
     *
     * @param most that its score can be
     */
    record Candidate(long row, float most) {}

    /**
     * All rows that may be among the best, those first that may be the very best.
     *
     * @param least what each slot scores at the least; NaN = nothing
     * @param most what it scores at the most
     * @param allowed only these; {@code null} = all
     */
    List<Candidate> candidates(float[] least, float[] most, int count, @Nullable BitSet allowed) {
        return reaching(surelyReached(least, count, allowed), most, allowed);
    }

    /** A score that so many rows have at the least. */
    private float surelyReached(float[] least, int count, @Nullable BitSet allowed) {
        PriorityQueue<Float> best = new PriorityQueue<>();
        float threshold = Float.NEGATIVE_INFINITY;
        for (int slot = 0; slot < least.length; slot++) {
            // NaN is never above the threshold
            if (least[slot] > threshold && isAllowed(slot, allowed)) {
                best.add(least[slot]);
                if (best.size() > count) {
                    best.poll();
                }
                if (best.size() == count) {
                    threshold = best.element();
                }
            }
        }
        return threshold;
    }

    private List<Candidate> reaching(float threshold, float[] most, @Nullable BitSet allowed) {
        List<Candidate> candidates = new ArrayList<>();
        for (int slot = 0; slot < most.length; slot++) {
            if (most[slot] >= threshold && isAllowed(slot, allowed)) {
                candidates.add(new Candidate(row(slot), most[slot]));
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::most).reversed().thenComparing(Candidate::row));
        return candidates;
    }

    /** Rows that a filtered query may find. */
    BitSet matching(SearchQuery query) {
        BitSet rows = new BitSet();
        Facet last = null;
        boolean matches = false;
        for (int slot = 0; slot < slots(); slot++) {
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

    /** As many as there are rows, or a few more. */
    int slots() {
        return blocks.size() * VectorBlock.SIZE;
    }

    private boolean isAllowed(int slot, @Nullable BitSet allowed) {
        return allowed == null || allowed.get(Math.toIntExact(row(slot)));
    }

    private long row(int slot) {
        return block(slot).row(slot % VectorBlock.SIZE);
    }

    private VectorBlock block(int slot) {
        return blocks.get(slot / VectorBlock.SIZE);
    }
}
