package dev.freshet.bench;

import dev.freshet.embed.EmbedderAround;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.SlowAnswers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A model that takes its time for each text, and has so many hands. */
final class PacedEmbedder extends EmbedderAround {

    private final SlowAnswers slowness = new SlowAnswers();
    private final Semaphore hands;

    PacedEmbedder(int hands) {
        super(new HashEmbedder());
        this.hands = new Semaphore(hands);
    }

    /** Each text takes so long from now on. */
    void take(Duration time) {
        slowness.take(time);
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        hands.acquireUninterruptibly();
        try {
            texts.forEach(text -> slowness.await());
            return super.embed(texts);
        } finally {
            hands.release();
        }
    }
}
