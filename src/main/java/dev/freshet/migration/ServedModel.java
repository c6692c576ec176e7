package dev.freshet.migration;

import dev.freshet.embed.Embedder;
import dev.freshet.state.VectorSet;
import dev.freshet.state.VectorSets;
import dev.freshet.store.Questions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the model that made the vectors which answer searches. During a migration that may be another one than the options
 * name: it is loaded from what was noted of it. Where it can't be had any more, words alone are looked for. Safe for many
 * threads.
 */
public final class ServedModel implements Questions, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final VectorSets sets;
    private final Embedder current;
    private final Function<VectorSet, Optional<Embedder>> opening;
    private final Map<Long, Optional<Embedder>> others = new HashMap<>();
    private volatile @Nullable Long failedAt;

    /**
     * @param current the model that the options name; its owner closes it
     * @param opening finds the model of another set; empty = it can't be had
     */
    public ServedModel(VectorSets sets, Embedder current, Function<VectorSet, Optional<Embedder>> opening) {
        this.sets = sets;
        this.current = current;
        this.opening = opening;
    }

    /** What the model that is named today failed at is a failure; without the old one, words have to do. */
    @Override
    public Asked ask(String text) {
        VectorSet set = sets.serving().orElse(null);
        if (set == null) {
            return new Asked(0, Questions.vector(current, text));
        }
        if (isCurrent(set)) {
            return new Asked(set.id(), Questions.vector(current, text));
        }
        return new Asked(
                set.id(), tried(set, model -> Questions.vector(model, text)).orElseGet(() -> noNumbers(set)));
    }

    private static float[] noNumbers(VectorSet set) {
        float[] none = new float[set.dimensions()];
        Arrays.fill(none, Float.NaN);
        return none;
    }

    boolean isCurrent(VectorSet set) {
        return set.model().equals(current.model());
    }

    /** Its tokenizer, or the one of the options' model where the set's can't be had. */
    Embedder measuring(VectorSet set) {
        return isCurrent(set) ? current : other(set).orElse(current);
    }

    /** Vectors that can be compared with those of a set; of zeros, which are near to nothing, where its model can't be had. */
    List<float[]> vectors(VectorSet set, List<String> texts) {
        if (isCurrent(set)) {
            return current.embed(texts);
        }
        return tried(set, model -> model.embed(texts))
                .orElseGet(() ->
                        texts.stream().map(text -> new float[set.dimensions()]).toList());
    }

    private <T> Optional<T> tried(VectorSet set, Function<Embedder, T> work) {
        Long failed = failedAt;
        if (failed != null && System.nanoTime() - failed < PAUSE) {
            return Optional.empty();
        }
        try {
            return other(set).map(work);
        } catch (RuntimeException e) {
            failedAt = System.nanoTime();
            LOG.warn(
                    "The model {} of the vectors that answer searches fails, so that they are found by their words alone"
                            + " for a minute: {}",
                    set.model(),
                    e.getMessage(),
                    LOG.isDebugEnabled() ? e : null);
            return Optional.empty();
        }
    }

    private synchronized Optional<Embedder> other(VectorSet set) {
        return others.computeIfAbsent(set.id(), id -> opened(set));
    }

    private Optional<Embedder> opened(VectorSet set) {
        Optional<Embedder> found = opening.apply(set);
        if (found.isEmpty()) {
            LOG.warn(
                    "The model {} of the vectors that answer searches can't be had any more. Until the new vectors are"
                            + " complete, searches look for words alone.",
                    set.model());
        }
        return found;
    }

    @Override
    public synchronized void close() {
        others.values().forEach(other -> other.ifPresent(Embedder::close));
        others.clear();
    }
}
