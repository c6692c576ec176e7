package dev.freshet.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Durations since they were last asked for, by source; of very many, the first ones. Safe for many threads. */
final class Latest {

    private static final int MOST = 10_000;

    private final Map<String, List<Duration>> bySource = new HashMap<>();

    synchronized void add(String source, Duration duration) {
        List<Duration> durations = bySource.computeIfAbsent(source, name -> new ArrayList<>());
        if (durations.size() < MOST) {
            durations.add(duration);
        }
    }

    synchronized Optional<Duration> takeMedian(String source) {
        List<Duration> durations = bySource.remove(source);
        if (durations == null) {
            return Optional.empty();
        }
        Collections.sort(durations);
        return Optional.of(durations.get(durations.size() / 2));
    }
}
