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

    /**
     * The model's own tokens or, where they aren't known here, those of the built-in model as a measure. Cheap to ask for and
     * to use: never loads the model.
     */
    Tokenizer tokenizer();

    /**
     * Embeds texts.
     *
     * @param texts in any number; the embedder makes its own batches
     * @return one vector of {@link #dimensions} floats and length 1 for each text, in the same order; a text's vector
     *     doesn't depend on the texts beside it
     * @throws IllegalArgumentException if a text has more than {@link #maxTokens} tokens: what is beyond would be lost
     *     in silence
     * @throws RefusedTextsException if the model answers that it doesn't take these texts
     */
    List<float[]> embed(List<String> texts);

    /** The same model without what it remembers of texts, for those who doubt vectors. Closed with this. */
    default Embedder anew() {
        return this;
    }

    /**
     * How many requests to another machine it takes to embed texts in one call.
     *
     * @param tokens of each text
     * @return 0 where no other machine is asked
     */
    default int requests(List<Integer> tokens) {
        return 0;
    }

    /** What it has cost since the start. */
    default Usage usage() {
        return Usage.NONE;
    }

    @Override
    default void close() {}
}
