package dev.freshet.testing;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Tokenizer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The real model, loaded once for all tests, with a count of the texts that it was given. */
final class CountingEmbedder implements Embedder {

    private static final Embedder MODEL = new MiniLmEmbedder(2);

    private final LongAdder texts = new LongAdder();

    long texts() {
        return texts.sum();
    }

    @Override
    public String model() {
        return MODEL.model();
    }

    @Override
    public int dimensions() {
        return MODEL.dimensions();
    }

    @Override
    public int maxTokens() {
        return MODEL.maxTokens();
    }

    @Override
    public Tokenizer tokenizer() {
        return MODEL.tokenizer();
    }

    @Override
    public List<float[]> embed(List<String> batch) {
        texts.add(batch.size());
        return MODEL.embed(batch);
    }
}
