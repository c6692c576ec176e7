package dev.freshet.bench;

import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * What a search by meaning can't do without when vectors are kept as floats: one scan of all of them, on all processors.
 * 256 vectors lie side by side, so that the compiler makes vector instructions of it.
 */
final class FloatScan {

    private static final int SIDE_BY_SIDE = 256;

    private final float[][] blocks;
    private final int dimensions;

    FloatScan(List<float[]> vectors) {
        dimensions = vectors.get(0).length;
        blocks = new float[(vectors.size() + SIDE_BY_SIDE - 1) / SIDE_BY_SIDE][dimensions * SIDE_BY_SIDE];
        for (int v = 0; v < vectors.size(); v++) {
            for (int i = 0; i < dimensions; i++) {
                blocks[v / SIDE_BY_SIDE][i * SIDE_BY_SIDE + v % SIDE_BY_SIDE] = vectors.get(v)[i];
            }
        }
    }

    /** The score that so many vectors reach. */
    float best(float[] query, int count) {
        float[] scores = new float[blocks.length * SIDE_BY_SIDE];
        IntStream.range(0, blocks.length).parallel().forEach(block -> score(blocks[block], query, scores, block));
        PriorityQueue<Float> best = new PriorityQueue<>(List.of(Float.NEGATIVE_INFINITY));
        for (float score : scores) {
            if (score > best.element()) {
                best.add(score);
                if (best.size() > count) {
                    best.poll();
                }
            }
        }
        return best.element();
    }

    private void score(float[] block, float[] query, float[] scores, int number) {
        float[] sums = new float[SIDE_BY_SIDE];
        for (int i = 0; i < dimensions; i += 4) {
            addFour(sums, block, i * SIDE_BY_SIDE, query[i], query[i + 1], query[i + 2], query[i + 3]);
        }
        System.arraycopy(sums, 0, scores, number * SIDE_BY_SIDE, SIDE_BY_SIDE);
    }

    private static void addFour(float[] sums, float[] block, int from, float q0, float q1, float q2, float q3) {
        for (int v = 0; v < SIDE_BY_SIDE; v++) {
            int at = from + v;
            sums[v] += q0 * block[at]
                    + q1 * block[at + SIDE_BY_SIDE]
                    + q2 * block[at + 2 * SIDE_BY_SIDE]
                    + q3 * block[at + 3 * SIDE_BY_SIDE];
        }
    }
}
