package dev.freshet.testing;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Tokenizer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A model with a count of the texts that it was given. */
public final class CountingEmbedder implements Embedder {

    /** Loaded once for all tests. */
    private static final Embedder REAL = new MiniLmEmbedder(2);

    private final Embedder model;
    private final LongAdder texts = new LongAdder();

    /** The real model. */
    CountingEmbedder() {
        this(REAL);
    }

    /** Another one. */
    public CountingEmbedder(Embedder model) {
        this.model = model;
    }

    /** How many texts it was given so far. */
    public long texts() {
        return texts.sum();
    }

    @Override
    public String model() {
        return model.model();
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public List<float[]> embed(List<String> batch) {
        texts.add(batch.size());
        return model.embed(batch);
    }
}
