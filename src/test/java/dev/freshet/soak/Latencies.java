package dev.freshet.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times in ms, for their percentiles. Safe for many threads. */
final class Latencies {

    private final List<Double> all = Collections.synchronizedList(new ArrayList<>());

    void since(long nanoTime) {
        all.add((System.nanoTime() - nanoTime) / 1e6);
    }

    int count() {
        return all.size();
    }

    /** The value that a share of all doesn't exceed. */
    double percentile(double share) {
        synchronized (all) {
            List<Double> sorted = all.stream().sorted().toList();
            return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
        }
    }

    @Override
    public String toString() {
        return "%d measured, p50 %.0f ms, p99 %.0f ms, longest %.0f ms"
                .formatted(count(), percentile(0.5), percentile(0.99), percentile(1));
    }
}
