package dev.freshet.embed;

import java.util.List;

/** An embedding model. Safe for many threads. */
public interface Embedder extends AutoCloseable {

    /** Name and version of the model. Two embedders with one name give the same vector for the same text. */
    String model();

    /** Length of a vector. */
    int dimensions();

    /** Longest text the model reads, in tokens, special tokens excluded. */
    int maxTokens();

    /** The model's own tokens. Cheap to ask for and to use: never loads the model. */
    Tokenizer tokenizer();

    /**
     * Embeds texts.
     *
     * @param texts in any number; the embedder makes its own batches
     * @return one vector of {@link #dimensions} floats and length 1 for each text, in the same order; a text's vector
     *     doesn't depend on the texts beside it
     * @throws IllegalArgumentException if a text has more than {@link #maxTokens} tokens: what is beyond would be lost
     *     in silence
     */
    List<float[]> embed(List<String> texts);

    @Override
    default void close() {}
}
