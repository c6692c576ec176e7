package dev.freshet.embed.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vectors that came before a later request of the same call failed: the call is made again, and they would be paid for
 * twice. Safe for many threads.
 */
final class PaidVectors {

    private static final int MOST = 5_000;

    private final Map<String, float[]> byText = new LinkedHashMap<>();

    /** Gives a vector away. */
    synchronized float @Nullable [] take(String text) {
        return byText.isEmpty() ? null : byText.remove(text);
    }

    /**
     * Keeps what came.
     *
     * @param vectors one for each text; null = it didn't come
     */
    synchronized void keep(List<String> texts, float[] @Nullable [] vectors) {
        for (int i = 0; i < texts.size(); i++) {
            if (vectors[i] != null) {
                byText.put(texts.get(i), vectors[i]);
            }
        }
        // calls that are never made again go first
        Iterator<String> oldest = byText.keySet().iterator();
        while (byText.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }
}
