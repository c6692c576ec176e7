package dev.freshet.store;

import org.jspecify.annotations.Nullable;

/**
 * 256 vectors side by side: all first components, then all second ones, and so on. That way the compiler turns the
 * scan into vector instructions, and the sum for each vector keeps its order: equal vectors have equal scores.
 *
 * <p>A block is filled by one thread and never changed after it was published.
 */
final class VectorBlock {

    static final int SIZE = 256;

    private final int dimensions;
    private final float[] components;
    private final long[] rows;
    private final @Nullable Facet[] facets;

    VectorBlock(int dimensions) {
        this(dimensions, new float[dimensions * SIZE], new long[SIZE], new Facet[SIZE]);
        for (int slot = 0; slot < SIZE; slot++) {
            clear(slot);
        }
    }

    private VectorBlock(int dimensions, float[] components, long[] rows, @Nullable Facet[] facets) {
        this.dimensions = dimensions;
        this.components = components;
        this.rows = rows;
        this.facets = facets;
    }

    VectorBlock copy() {
        return new VectorBlock(dimensions, components.clone(), rows.clone(), facets.clone());
    }

    /** A vector of another length (the model was changed, the document waits for its turn) is never a match. */
    void put(int slot, long row, Facet facet, float[] vector) {
        rows[slot] = row;
        facets[slot] = facet;
        if (vector.length != dimensions) {
            components[slot] = Float.NaN;
            return;
        }
        for (int i = 0; i < dimensions; i++) {
            components[i * SIZE + slot] = vector[i];
        }
    }

    void clear(int slot) {
        rows[slot] = 0;
        facets[slot] = null;
        components[slot] = Float.NaN;
    }

    /** Row of a slot in store_chunks; 0 = the slot is empty. */
    long row(int slot) {
        return rows[slot];
    }

    @Nullable
    Facet facet(int slot) {
        return facets[slot];
    }

    /** Writes the dot product with each vector to {@code scores[offset …]}; NaN where there is nothing to compare. */
    void score(float[] query, float[] scores, int offset) {
        float[] sums = new float[SIZE];
        int i = 0;
        for (; i + 3 < dimensions; i += 4) {
            addFour(sums, query, i);
        }
        for (; i < dimensions; i++) {
            float q = query[i];
            int base = i * SIZE;
            for (int slot = 0; slot < SIZE; slot++) {
                sums[slot] += q * components[base + slot];
            }
        }
        System.arraycopy(sums, 0, scores, offset, SIZE);
    }

    private void addFour(float[] sums, float[] query, int i) {
        float q0 = query[i];
        float q1 = query[i + 1];
        float q2 = query[i + 2];
        float q3 = query[i + 3];
        int base = i * SIZE;
        for (int slot = 0; slot < SIZE; slot++) {
            int at = base + slot;
            sums[slot] += q0 * components[at]
                    + q1 * components[at + SIZE]
                    + q2 * components[at + 2 * SIZE]
                    + q3 * components[at + 3 * SIZE];
        }
    }
}
