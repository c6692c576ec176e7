package dev.freshet.embed;

/** The embedding model's own tokens, so that no chunk is longer than what the model reads. Safe for many threads. */
public interface Tokenizer {

    /** Number of tokens in a text, special tokens excluded. */
    int count(String text);

    /**
     * For each token, in order, the index of the {@code char} after it; never inside a surrogate pair or before a
     * combining mark. Length = {@link #count}.
     */
    int[] ends(String text);
}
