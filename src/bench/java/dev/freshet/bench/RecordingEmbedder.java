package dev.freshet.bench;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.Tokenizer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An embedder that keeps the texts it was given, and stays open for the next home. */
final class RecordingEmbedder implements Embedder {

    private final Embedder embedder;
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    RecordingEmbedder(Embedder embedder) {
        this.embedder = embedder;
    }

    /** Texts since the last time. */
    List<String> take() {
        List<String> taken = List.copyOf(texts);
        texts.clear();
        return taken;
    }

    @Override
    public String model() {
        return embedder.model();
    }

    @Override
    public int dimensions() {
        return embedder.dimensions();
    }

    @Override
    public int maxTokens() {
        return embedder.maxTokens();
    }

    @Override
    public Tokenizer tokenizer() {
        return embedder.tokenizer();
    }

    @Override
    public List<float[]> embed(List<String> batch) {
        texts.addAll(batch);
        return embedder.embed(batch);
    }
}
