package dev.freshet.bench;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.EmbedderAround;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An embedder that keeps the texts it was given, and stays open for the next home. */
final class RecordingEmbedder extends EmbedderAround {

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    RecordingEmbedder(Embedder embedder) {
        super(embedder);
    }

    /** Texts since the last time. */
    List<String> take() {
        List<String> taken = List.copyOf(texts);
        texts.clear();
        return taken;
    }

    @Override
    public List<float[]> embed(List<String> batch) {
        texts.addAll(batch);
        return super.embed(batch);
    }
}
