package dev.freshet.embed.http;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Tokenizer;
import dev.freshet.embed.Usage;
import dev.freshet.remote.OutageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A model behind an HTTP interface. Texts go in batches, as fast as the model may be asked; a request is sent once, and
 * who is asked again is the caller's affair. The tokens of a text are counted as the built-in model counts them.
 */
public final class HttpModelEmbedder implements Embedder {

    /** Vectors of length 1 stay as they are, to the last bit. */
    private static final double NEARLY = 1e-4;

    private final HttpModel model;
    private final Api api;
    private final ModelCall call;
    private final Tokenizer tokenizer = MiniLmEmbedder.newTokenizer();
    private final RateLimit requests;
    private final RateLimit tokens;
    private final PaidVectors paid = new PaidVectors();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder tokensRead = new LongAdder();

    public HttpModelEmbedder(HttpModel model, Api api) {
        this.model = model;
        this.api = api;
        this.call = new ModelCall(model, api);
        this.requests = new RateLimit(model.pace().requests(), System::nanoTime);
        this.tokens = new RateLimit(model.pace().tokens(), System::nanoTime);
    }

    /** The address is no part of it: a model may move. */
    @Override
    public String model() {
        return api.kind() + "/" + model.name() + "/" + model.dimensions();
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
        return tokenizer;
    }

    @Override
    public int requests(List<Integer> tokensOfTexts) {
        return model.batches().of(tokensOfTexts).size();
    }

    @Override
    public Usage usage() {
        return new Usage(answered.sum(), failed.sum(), tokensRead.sum());
    }

    /**
     * Embeds texts.
     *
     * @throws OutageException if the model can't be used now
     */
    @Override
    public List<float[]> embed(List<String> texts) {
        List<Integer> tokensOf = texts.stream().map(this::counted).toList();
        float[] @Nullable [] vectors = new float[texts.size()][];
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            vectors[i] = paid.take(texts.get(i));
            if (vectors[i] == null) {
                wanted.add(i);
            }
        }
        try {
            for (List<Integer> batch :
                    model.batches().of(wanted.stream().map(tokensOf::get).toList())) {
                ask(batch.stream().map(wanted::get).toList(), texts, tokensOf, vectors);
            }
        } catch (RuntimeException e) {
            paid.keep(texts, vectors);
            throw e;
        }
        return List.of(vectors);
    }

    private int counted(String text) {
        int count = tokenizer.count(text);
        if (count > model.maxTokens()) {
            throw new IllegalArgumentException(
                    "A text has " + count + " tokens, but " + model() + " reads " + model.maxTokens());
        }
        return count;
    }

    private void ask(List<Integer> batch, List<String> texts, List<Integer> tokensOf, float[] @Nullable [] vectors) {
        long estimate = batch.stream().mapToLong(tokensOf::get).sum();
        waitForTurn(estimate);
        Api.Answer answer = answer(batch.stream().map(texts::get).toList());
        tokensRead.add(answer.tokens() > 0 ? answer.tokens() : estimate);
        for (int i = 0; i < batch.size(); i++) {
            vectors[batch.get(i)] = unit(answer.vectors().get(i));
        }
    }

    private void waitForTurn(long estimate) {
        try {
            requests.take(1);
            tokens.take(estimate);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a turn at the model", e);
        }
    }

    private Api.Answer answer(List<String> batch) {
        try {
            Api.Answer answer = api.read(model, call.ask(api.question(model, batch)), batch.size());
            answered.increment();
            return answer;
        } catch (RuntimeException e) {
            failed.increment();
            throw e;
        }
    }

    private float[] unit(float[] vector) {
        if (vector.length != model.dimensions()) {
            throw new OutageException(
                    model.place() + " gave a vector of " + vector.length + " numbers instead of " + model.dimensions()
                            + ". Is another model behind its address? Else correct " + model.option("dimensions"),
                    null);
        }
        double square = 0;
        for (float number : vector) {
            square += (double) number * number;
        }
        if (!Double.isFinite(square) || square == 0) {
            throw new OutageException(
                    model.place() + " gave a vector with a number that is not finite, or with none but 0", null);
        }
        if (Math.abs(square - 1) > NEARLY) {
            double length = Math.sqrt(square);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }
}
