package dev.freshet.embed;

import java.util.List;

/** A model that is another one, but for what is added to its {@link #embed}. The other one stays open. */
public abstract class EmbedderAround implements Embedder {

    private final Embedder model;

    protected EmbedderAround(Embedder model) {
        this.model = model;
    }

    @Override
    public final String model() {
        return model.model();
    }

    @Override
    public final int dimensions() {
        return model.dimensions();
    }

    @Override
    public final int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public final Tokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public final int requests(List<Integer> tokens) {
        return model.requests(tokens);
    }

    @Override
    public final Usage usage() {
        return model.usage();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return model.embed(texts);
    }
}
