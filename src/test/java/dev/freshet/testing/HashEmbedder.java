package dev.freshet.testing;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Tokenizer;
import java.util.List;
import java.util.Random;

/** A vector that depends on the text alone, in no time: for tests in which it doesn't matter what is near to what. */
public final class HashEmbedder implements Embedder {

    /** Of its vectors. */
    public static final int DIMENSIONS = 16;

    private final Tokenizer tokenizer = MiniLmEmbedder.newTokenizer();

    @Override
    public String model() {
        return "hash";
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
        return texts.stream().map(HashEmbedder::vector).toList();
    }

    private static float[] vector(String text) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }
}
