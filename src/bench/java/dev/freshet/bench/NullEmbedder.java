package dev.freshet.bench;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Tokenizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A model that costs nothing, with vectors of the size that the real one makes: all that is left to measure is the rest. */
final class NullEmbedder implements Embedder {

    private static final int DIMENSIONS = 384;

    private final Tokenizer tokenizer = MiniLmEmbedder.newTokenizer();
    private final float[] vector = new float[DIMENSIONS];

    NullEmbedder() {
        Arrays.fill(vector, (float) (1 / Math.sqrt(DIMENSIONS)));
    }

    @Override
    public String model() {
        return "null";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public int maxTokens() {
        return 510;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return Collections.nCopies(texts.size(), vector);
    }
}
