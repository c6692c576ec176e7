package dev.freshet.embed;

import dev.freshet.remote.Breaker;
import dev.freshet.remote.OutageException;
import dev.freshet.remote.RefusedDocumentException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.List;

/**
 * An embedder behind a circuit breaker, that tells a model which can't be used from a document which the model can't read:
 * where the model answers a plain text, a failure is the document's own.
 */
public final class GuardedEmbedder extends EmbedderAround {

    private static final List<String> PLAIN = List.of("water");

    private final Embedder embedder;
    private final Breaker breaker;

    public GuardedEmbedder(Embedder embedder, Breaker breaker) {
        super(embedder);
        this.embedder = embedder;
        this.breaker = breaker;
    }

    @Override
    public Embedder anew() {
        return new GuardedEmbedder(embedder.anew(), breaker);
    }

    /**
     * Embeds texts.
     *
     * @throws OutageException if the model can't be used now, or the breaker lets no call through
     */
    @Override
    public List<float[]> embed(List<String> texts) {
        if (texts.isEmpty()) {
            // what asks nothing proves nothing
            return List.of();
        }
        try {
            return breaker.circuit().executeSupplier(() -> judged(texts));
        } catch (CallNotPermittedException e) {
            throw new OutageException(breaker.refusal(), e);
        }
    }

    private List<float[]> judged(List<String> texts) {
        try {
            return answer(texts);
        } catch (OutageException first) {
            if (first.retryAfter() != null) {
                throw first;
            }
            answer(PLAIN);
        } catch (RefusedTextsException refused) {
            requireAnswer(refused);
            throw refused;
        }
        try {
            return answer(texts);
        } catch (OutageException again) {
            if (again.retryAfter() != null) {
                throw again;
            }
            throw new RefusedDocumentException(
                    "The model answers, but not for the texts of this document: " + again.getMessage());
        }
    }

    /** A model that takes no text at all is set up wrongly. */
    private void requireAnswer(RefusedTextsException refused) {
        try {
            answer(PLAIN);
        } catch (RefusedTextsException everything) {
            throw new OutageException(everything.getMessage() + ". It takes no other text either", refused);
        }
    }

    /** A vector that can't be used is no answer. */
    private List<float[]> answer(List<String> texts) {
        List<float[]> vectors = embedder.embed(texts);
        if (vectors.size() != texts.size()) {
            throw new OutageException(
                    "The model " + model() + " gave " + vectors.size() + " vectors for " + texts.size() + " texts",
                    null);
        }
        vectors.forEach(this::check);
        return vectors;
    }

    private void check(float[] vector) {
        if (vector.length != dimensions()) {
            throw new OutageException(
                    "The model " + model() + " gave a vector of " + vector.length + " numbers instead of "
                            + dimensions() + ". Is another model behind its address?",
                    null);
        }
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new OutageException(
                        "The model " + model() + " gave a vector with a number that is not finite", null);
            }
        }
    }

    @Override
    public void close() {
        embedder.close();
    }
}
