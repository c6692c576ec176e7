package dev.freshet.testing;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.EmbedderAround;
import dev.freshet.embed.MiniLmEmbedder;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A model with a count of the texts that it was given. */
public final class CountingEmbedder extends EmbedderAround {

    /** Loaded once for all tests. */
    private static final Embedder REAL = new MiniLmEmbedder(2);

    private final LongAdder texts = new LongAdder();

    /** The real model. */
    CountingEmbedder() {
        this(REAL);
    }

    /** Another one. */
    public CountingEmbedder(Embedder model) {
        super(model);
    }

    /** How many texts it was given so far. */
    public long texts() {
        return texts.sum();
    }

    @Override
    public List<float[]> embed(List<String> batch) {
        texts.add(batch.size());
        return super.embed(batch);
    }
}
