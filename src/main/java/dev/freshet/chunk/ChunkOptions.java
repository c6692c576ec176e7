package dev.freshet.chunk;

import dev.freshet.embed.Embedder;

/**
 * How long chunks are, in the embedding model's tokens.
 *
 * @param size most tokens in a chunk, headings and overlap included; at least 32. Default 256
 * @param overlap most tokens repeated from the end of the previous chunk where a paragraph or list item is split, whole
 *     sentences or words; none between blocks. At most half of {@code size}. Default 32
 */
public record ChunkOptions(int size, int overlap) {

    public static final ChunkOptions DEFAULT = new ChunkOptions(256, 32);

    private static final int MIN_SIZE = 32;

    public ChunkOptions {
        if (size < MIN_SIZE) {
            throw new IllegalArgumentException("chunk size is " + size + " tokens. Set it to " + MIN_SIZE + " or more");
        }
        if (overlap < 0 || overlap > size / 2) {
            throw new IllegalArgumentException(
                    "chunk overlap is " + overlap + " tokens. Set it between 0 and " + size / 2 + ", half of the size");
        }
    }

    /**
     * These options.
     *
     * @throws IllegalArgumentException if a chunk could be longer than what the embedder reads
     */
    public ChunkOptions checkedFor(Embedder embedder) {
        if (size > embedder.maxTokens()) {
            throw new IllegalArgumentException("chunk size is " + size + " tokens, but " + embedder.model() + " reads "
                    + embedder.maxTokens() + ". Set it to " + embedder.maxTokens() + " or less");
        }
        return this;
    }
}
