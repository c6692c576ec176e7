package dev.freshet.config;

import java.time.Duration;
import java.util.List;

/**
 * What is done while a model or a store can't be used.
 *
 * @param patience how long a pass waits for it
 * @param pause how long it is left alone at first
 */
public record OutageSettings(Duration patience, Duration pause) {

    static final Option<Duration> PATIENCE = new Option<>(
            "freshet.outage.patience",
            OptionType.DURATION,
            "",
            Duration.ofMinutes(2),
            Duration.ZERO,
            Duration.ofHours(6),
            "How long a pass waits for a model or a store that can't be used before it ends as failed. No document is given up for it; the next pass goes on.",
            "10m");
    static final Option<Duration> PAUSE = new Option<>(
            "freshet.outage.pause",
            OptionType.DURATION,
            "",
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            "How long a model or a store is left alone after three calls in a row that failed. It doubles with each trial that fails, to a minute; a remote that says how long to wait is heeded.",
            "10s");
    static final List<Option<?>> OPTIONS = List.of(PATIENCE, PAUSE);

    static OutageSettings of(OptionValues values) {
        return new OutageSettings(values.get(PATIENCE), values.get(PAUSE));
    }
}
