package dev.freshet.config;

import java.time.Duration;
import java.util.List;

/**
 * What the reading of one document may cost.
 *
 * @param memory heap of each process that reads documents
 * @param maxText characters of text in a document
 * @param maxSize of a document
 */
public record ExtractSettings(Duration timeout, DataSize memory, int maxText, DataSize maxSize) {

    static final Option<Duration> TIMEOUT = new Option<>(
            "freshet.extract.timeout",
            OptionType.DURATION,
            "",
            Duration.ofMinutes(2),
            Duration.ofSeconds(1),
            Duration.ofHours(6),
            "The longest time that the reading of a document may take; then it has failed.",
            "10m");
    static final Option<DataSize> MEMORY = new Option<>(
            "freshet.extract.memory",
            OptionType.SIZE,
            "",
            new DataSize(512L << 20),
            new DataSize(64L << 20),
            new DataSize(64L << 30),
            "Heap of each process that documents are read in, of which there is up to one for each core; a document that needs"
                    + " more has failed.",
            "1GB");
    static final Option<Integer> MAX_TEXT = new Option<>(
            "freshet.extract.max-text",
            OptionType.NUMBER,
            "characters",
            20_000_000,
            1_000,
            400_000_000,
            "The most text that a document may have; one with more has failed.",
            "50000000");
    static final Option<DataSize> MAX_SIZE = new Option<>(
            "freshet.extract.max-size",
            OptionType.SIZE,
            "",
            new DataSize(200L << 20),
            new DataSize(1L << 10),
            new DataSize(1L << 30),
            "The largest document that is read into memory; a larger one has failed. Sources have a limit of their own, above"
                    + " which they leave documents out.",
            "500MB");
    static final List<Option<?>> OPTIONS = List.of(TIMEOUT, MEMORY, MAX_TEXT, MAX_SIZE);

    static ExtractSettings of(OptionValues values) {
        return new ExtractSettings(values.get(TIMEOUT), values.get(MEMORY), values.get(MAX_TEXT), values.get(MAX_SIZE));
    }
}
