package dev.freshet.config;

import java.time.Duration;
import java.util.List;

/**
 * What {@code freshet run} does besides its schedules.
 *
 * @param jitter a scheduled pass begins up to this late, so that sources don't begin together
 * @param maxAge of the last complete pass, for sources that don't say
 * @param stopPatience how long a stop waits for the documents in hand
 * @param keepRuns how long ended runs are kept
 */
public record ServiceSettings(Duration jitter, Duration maxAge, Duration stopPatience, Duration keepRuns) {

    static final Option<Duration> JITTER = new Option<>(
            "freshet.schedule.jitter",
            OptionType.DURATION,
            "",
            Duration.ofSeconds(5),
            Duration.ZERO,
            Duration.ofHours(1),
            "A scheduled pass begins up to this late, by chance, so that many sources don't begin together. So do the passes that a start catches up on.",
            "1m");
    static final Option<Duration> MAX_AGE = new Option<>(
            "freshet.max-age",
            OptionType.DURATION,
            "",
            Duration.ofDays(1),
            Duration.ofSeconds(1),
            Duration.ofDays(3650),
            "A source whose last complete pass is older than this is stale: not healthy, and an alert. A source's own maxAge stands above it.",
            "2h");
    static final Option<Duration> STOP_PATIENCE = new Option<>(
            "freshet.stop.patience",
            OptionType.DURATION,
            "",
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ofHours(1),
            "How long a stop waits for the documents in hand. What isn't finished is done again after the next start.",
            "1m");
    static final Option<Duration> KEEP_RUNS = new Option<>(
            "freshet.runs.keep",
            OptionType.DURATION,
            "",
            Duration.ofDays(90),
            Duration.ofDays(1),
            Duration.ofDays(3650),
            "How long ended runs, closed incidents and the figures for the charts are kept.",
            "30d");
    static final List<Option<?>> OPTIONS = List.of(JITTER, MAX_AGE, STOP_PATIENCE, KEEP_RUNS);

    static ServiceSettings of(OptionValues values) {
        return new ServiceSettings(
                values.get(JITTER), values.get(MAX_AGE), values.get(STOP_PATIENCE), values.get(KEEP_RUNS));
    }
}
