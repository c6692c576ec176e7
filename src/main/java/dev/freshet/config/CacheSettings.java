package dev.freshet.config;

import java.time.Duration;
import java.util.List;

/** How long the vector of a text that no document uses any more is kept. */
public record CacheSettings(Duration keep) {

    static final Option<Duration> KEEP = new Option<>(
            "freshet.embedding.cache",
            OptionType.DURATION,
            "",
            Duration.ofDays(30),
            Duration.ZERO,
            Duration.ofDays(3650),
            "How long the vector of a text that no document uses is kept, so that a moved or reverted document costs"
                    + " no embedding.",
            "7d");
    static final List<Option<?>> OPTIONS = List.of(KEEP);

    static CacheSettings of(OptionValues values) {
        return new CacheSettings(values.get(KEEP));
    }
}
