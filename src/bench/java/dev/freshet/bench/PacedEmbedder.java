package dev.freshet.bench;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.Tokenizer;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.SlowAnswers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A model that takes its time for each text, and has so many hands. */
final class PacedEmbedder implements Embedder {

    private final Embedder model = new HashEmbedder();
    private final SlowAnswers slowness = new SlowAnswers();
    private final Semaphore hands;

    PacedEmbedder(int hands) {
        this.hands = new Semaphore(hands);
    }

    /** Each text takes so long from now on. */
    void take(Duration time) {
        slowness.take(time);
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
    public List<float[]> embed(List<String> texts) {
        hands.acquireUninterruptibly();
        try {
            texts.forEach(text -> slowness.await());
            return model.embed(texts);
        } finally {
            hands.release();
        }
    }
}
