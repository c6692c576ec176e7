package dev.freshet.config;

import java.time.Duration;
import java.util.List;

/**
 * The rolling log below {@code data/logs/}.
 *
 * @param format {@code text} or {@code json}
 */
public record LogSettings(Duration keep, DataSize size, String format) {

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
    static final Option<String> FORMAT = Option.text(
            "freshet.log.format",
            "text",
            "Form of the log file: text for people, or json with one object a line for programs.",
            "json");
    static final List<Option<?>> OPTIONS = List.of(KEEP, SIZE, FORMAT);

    static LogSettings of(OptionValues values) {
        return new LogSettings(values.get(KEEP), values.get(SIZE), values.oneOf(FORMAT, List.of("text", "json")));
    }
}
