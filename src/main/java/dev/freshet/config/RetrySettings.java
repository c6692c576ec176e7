package dev.freshet.config;

import java.time.Duration;
import java.util.List;

/** When a failed document is tried again: the delay doubles from the first to the longest, then it is quarantined. */
public record RetrySettings(int attempts, Duration firstDelay, Duration maxDelay) {

    static final Option<Integer> ATTEMPTS = new Option<>(
            "freshet.retry.attempts",
            OptionType.NUMBER,
            "attempts",
            5,
            1,
            100,
            "Attempts at a failing document before it is quarantined.",
            "3");
    static final Option<Duration> FIRST_DELAY = new Option<>(
            "freshet.retry.first-delay",
            OptionType.DURATION,
            "",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofDays(30),
            "The time between the first and the second attempt; it doubles with each one after it.",
            "30s");
    static final Option<Duration> MAX_DELAY = new Option<>(
            "freshet.retry.max-delay",
            OptionType.DURATION,
            "",
            Duration.ofHours(6),
            Duration.ofSeconds(1),
            Duration.ofDays(30),
            "The longest time between two attempts.",
            "1h");
    static final List<Option<?>> OPTIONS = List.of(ATTEMPTS, FIRST_DELAY, MAX_DELAY);

    static RetrySettings of(OptionValues values) {
        RetrySettings settings =
                new RetrySettings(values.get(ATTEMPTS), values.get(FIRST_DELAY), values.get(MAX_DELAY));
        if (settings.firstDelay.compareTo(settings.maxDelay) > 0) {
            values.refuse(
                    FIRST_DELAY,
                    MAX_DELAY,
                    "is %s, which is longer than %s (%s): make it shorter, or the other longer"
                            .formatted(
                                    FIRST_DELAY.print(settings.firstDelay),
                                    MAX_DELAY.name(),
                                    MAX_DELAY.print(settings.maxDelay)));
        }
        return settings;
    }
}
