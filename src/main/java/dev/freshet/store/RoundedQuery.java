package dev.freshet.store;

/**
 * The vector of a question in whole numbers, as fine as their products with a {@link VectorBlock}'s allow in 32 bits.
 *
 * <p>With a vector v = v' + e and a question q = q' + f, each the rounded one and the rest, the true score is {@code q·v =
 * q'·v' + q·e + f·v'}. By Cauchy and Schwarz it differs from the score of the rounded ones by at most {@code |q| |e| + |f|
 * |v'|}, and the length of v' is at most its step times 127 √dimensions.
 *
 * @param whole the components as multiples of the step, filled up with 0 to a multiple of four
 * @param sum of them, wrapped around
 * @param step what 1 means
 * @param length of the question's own vector
 * @param lost by the rounding of the question, and by arithmetic with real numbers, for each unit of a vector's step
 */
record RoundedQuery(int[] whole, int sum, double step, double length, double lost) {

    /** More than floats and doubles lose here, for each unit. */
    static final double ARITHMETIC = 1e-6;

    /** Sums stay this much below 2^31, as the rounding of the question may make it longer. */
    private static final double MARGIN = 1.02;

    static RoundedQuery of(float[] query) {
        double square = 0;
        for (float component : query) {
            square += (double) component * component;
        }
        double length = Math.sqrt(square);
        double longest = VectorBlock.LARGEST * Math.sqrt(query.length);
        double step = length * longest * MARGIN / (1L << 31);
        int[] whole = new int[VectorBlock.ints(query.length) * 4];
        int sum = 0;
        for (int i = 0; i < query.length && step > 0; i++) {
            whole[i] = (int) Math.round(query[i] / step);
            sum += whole[i];
        }
        double rest = step / 2 * Math.sqrt(query.length);
        return new RoundedQuery(whole, sum, step, length, (rest + ARITHMETIC * length) * longest);
    }

    /** A question that holds no number, or endless ones, is near to nothing. */
    boolean isComparable() {
        return Double.isFinite(length);
    }
}
