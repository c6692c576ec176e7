package dev.freshet.store;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes one score from the two halves of a search: {@code ½ · cosine + ½ · bm25 / best bm25}.
 *
 * <p>A convex combination (Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023) rather
 * than reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): ranks hide that one half is sure and the other
 * guesses, as when an English model reads German. docs/store-format.md has the figures.
 */
public final class Fusion {

    private static final double VECTOR_WEIGHT = 0.5;

    private Fusion() {}

    /** The scores of rows that either half found, by their key; a row without a cosine has none to add. */
    public static <K> Map<K, Double> of(Map<K, Double> cosines, Map<K, Double> bm25) {
        double most = bm25.isEmpty() ? 1 : Math.max(Collections.max(bm25.values()), Double.MIN_NORMAL);
        Map<K, Double> fused = new HashMap<>();
        cosines.forEach((row, cosine) -> fused.put(row, VECTOR_WEIGHT * cosine));
        bm25.forEach((row, score) -> fused.merge(row, (1 - VECTOR_WEIGHT) * score / most, Double::sum));
        return fused;
    }
}
