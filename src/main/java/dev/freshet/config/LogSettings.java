package dev.freshet.config;

import java.time.Duration;
import java.util.List;

/** The rolling log below {@code data/logs/}. */
public record LogSettings(Duration keep, DataSize size) {

    static final Option<Duration> KEEP = new Option<>(
            "freshet.log.keep",
            OptionType.DURATION,
            "",
            Duration.ofDays(14),
            Duration.ofDays(1),
            Duration.ofDays(3650),
            "How long log files below data/logs/ are kept.",
            "90d");
    static final Option<DataSize> SIZE = new Option<>(
            "freshet.log.size",
            OptionType.SIZE,
            "",
            new DataSize(20L << 20),
            new DataSize(100L << 10),
            new DataSize(10L << 30),
            "The size at which a new log file is begun.",
            "50MB");
    static final List<Option<?>> OPTIONS = List.of(KEEP, SIZE);

    static LogSettings of(OptionValues values) {
        return new LogSettings(values.get(KEEP), values.get(SIZE));
    }
}
