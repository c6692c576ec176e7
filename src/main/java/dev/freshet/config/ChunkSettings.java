package dev.freshet.config;

import java.util.List;

/** How long a chunk is, in tokens of the embedding model. */
public record ChunkSettings(int size, int overlap) {

    static final Option<Integer> SIZE = new Option<>(
            "freshet.chunk.size",
            OptionType.NUMBER,
            "tokens",
            256,
            32,
            510,
            "How long a chunk may be at the most. The built-in model reads 510 tokens.",
            "200");
    static final Option<Integer> OVERLAP = new Option<>(
            "freshet.chunk.overlap",
            OptionType.NUMBER,
            "tokens",
            32,
            0,
            254,
            "Tokens that a chunk repeats from the one before it; less than half of freshet.chunk.size.",
            "0");
    static final List<Option<?>> OPTIONS = List.of(SIZE, OVERLAP);

    static ChunkSettings of(OptionValues values) {
        ChunkSettings settings = new ChunkSettings(values.get(SIZE), values.get(OVERLAP));
        if (settings.overlap * 2 >= settings.size) {
            values.refuse(
                    OVERLAP,
                    SIZE,
                    "is %d, which is not less than half of %s (%d): choose at most %d"
                            .formatted(settings.overlap, SIZE.name(), settings.size, (settings.size - 1) / 2));
        }
        return settings;
    }
}
