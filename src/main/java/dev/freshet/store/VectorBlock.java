package dev.freshet.store;

import org.jspecify.annotations.Nullable;

/**
 * 256 vectors side by side, each component rounded to 8 bits: a quarter of the memory, and of what a search must read. For
 * each vector it is known how much the rounding took away, so that a scan gives bounds that the true score lies between.
 *
 * <p>An int holds four components of one vector; the ints of the first four components of all vectors come first, then
 * those of the next four. That way the compiler of Java 17 turns the scan into vector instructions, which it can't do with
 * bytes.
 *
 * <p>A block is filled by one thread and never changed after it was published.
 */
final class VectorBlock {

    static final int SIZE = 256;

    /** Components are whole numbers from -127 to 127 times a step of the vector's own, kept from 1 to 255. */
    static final int LARGEST = 127;

    private static final int ZERO = 128;
    private static final int IN_AN_INT = 4;

    private final int dimensions;
    private final int[] codes;
    private final float[] steps;
    private final float[] lost;
    private final long[] rows;
    private final @Nullable Facet[] facets;

    VectorBlock(int dimensions) {
        this(
                dimensions,
                new int[ints(dimensions) * SIZE],
                new float[SIZE],
                new float[SIZE],
                new long[SIZE],
                new Facet[SIZE]);
        for (int slot = 0; slot < SIZE; slot++) {
            clear(slot);
        }
    }

    private VectorBlock(
            int dimensions, int[] codes, float[] steps, float[] lost, long[] rows, @Nullable Facet[] facets) {
        this.dimensions = dimensions;
        this.codes = codes;
        this.steps = steps;
        this.lost = lost;
        this.rows = rows;
        this.facets = facets;
    }

    /** How many ints hold so many components. */
    static int ints(int dimensions) {
        return (dimensions + IN_AN_INT - 1) / IN_AN_INT;
    }

    VectorBlock copy() {
        return new VectorBlock(dimensions, codes.clone(), steps.clone(), lost.clone(), rows.clone(), facets.clone());
    }

    /** A vector of another length (the model was changed, the document waits for its turn) is never a match. */
    void put(int slot, long row, Facet facet, float[] vector) {
        rows[slot] = row;
        facets[slot] = facet;
        float greatest = 0;
        for (float component : vector) {
            greatest = Math.max(greatest, Math.abs(component));
        }
        if (vector.length != dimensions || !Float.isFinite(greatest)) {
            steps[slot] = Float.NaN;
            return;
        }
        float step = greatest / LARGEST;
        steps[slot] = step;
        lost[slot] = round(slot, vector, step);
    }

    /** Writes the codes of a vector, and gives the length of what they lack of it, or a little more. */
    private float round(int slot, float[] vector, float step) {
        double square = 0;
        int four = 0;
        for (int i = 0; i < vector.length; i++) {
            int code = Math.max(-LARGEST, Math.min(LARGEST, Math.round(vector[i] / step)));
            double rest = vector[i] - (double) step * code;
            square += rest * rest;
            int place = i % IN_AN_INT;
            four = (place == 0 ? 0 : four) | ((code + ZERO) << (place * Byte.SIZE));
            codes[(i / IN_AN_INT) * SIZE + slot] = four;
        }
        return (float) (Math.sqrt(square) * (1 + RoundedQuery.ARITHMETIC));
    }

    void clear(int slot) {
        rows[slot] = 0;
        facets[slot] = null;
        steps[slot] = Float.NaN;
    }

    /** Row of a slot in store_chunks; 0 = the slot is empty. */
    long row(int slot) {
        return rows[slot];
    }

    @Nullable
    Facet facet(int slot) {
        return facets[slot];
    }

    /**
     * Writes between what the dot product with each vector lies to {@code least[offset …]} and {@code most[offset …]}; NaN
     * where there is nothing to compare.
     */
    void bound(RoundedQuery query, float[] least, float[] most, int offset) {
        int[] sums = new int[SIZE];
        int[] whole = query.whole();
        for (int i = 0; i < whole.length; i += IN_AN_INT) {
            add(sums, i / IN_AN_INT * SIZE, whole[i], whole[i + 1], whole[i + 2], whole[i + 3]);
        }
        for (int slot = 0; slot < SIZE; slot++) {
            // whole numbers wrap around on the way, and are right in the end
            double estimate = (sums[slot] - ZERO * query.sum()) * query.step() * steps[slot];
            double error = query.length() * lost[slot] + query.lost() * steps[slot];
            least[offset + slot] = Math.nextDown((float) (estimate - error));
            most[offset + slot] = Math.nextUp((float) (estimate + error));
        }
    }

    private void add(int[] sums, int from, int q0, int q1, int q2, int q3) {
        int[] fours = codes;
        for (int slot = 0; slot < SIZE; slot++) {
            int four = fours[from + slot];
            sums[slot] +=
                    q0 * (four & 0xFF) + q1 * ((four >>> 8) & 0xFF) + q2 * ((four >>> 16) & 0xFF) + q3 * (four >>> 24);
        }
    }
}
