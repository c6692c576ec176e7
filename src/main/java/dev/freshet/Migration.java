package dev.freshet;

import dev.freshet.chunk.ChunkOptions;
import dev.freshet.chunk.Chunker;
import dev.freshet.config.EmbeddingSettings;
import dev.freshet.config.Settings;
import dev.freshet.document.Change;
import dev.freshet.embed.Embedder;
import dev.freshet.extract.Extractor;
import dev.freshet.migration.ServedModel;
import dev.freshet.pass.Pass;
import dev.freshet.pass.PassListener;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.VectorSet;
import dev.freshet.state.VectorSets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of what shapes every vector: model, chunks, extractor. With the embedded store they are migrations; in a store
 * elsewhere each document is replaced in its turn.
 */
public final class Migration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    private final Memory memory;
    private final VectorSet wanted;
    private final ServedModel model;

    /**
     * @param embedder of the options; its owner closes it
     */
    Migration(Memory memory, Path home, Settings settings, Embedder embedder) {
        this.memory = memory;
        this.model = Models.served(memory, home, embedder);
        this.wanted = wanted(settings, embedder);
    }

    private static VectorSet wanted(Settings settings, Embedder embedder) {
        ChunkOptions chunks = PipelineBeans.chunkOptions(settings, embedder);
        String recipe =
                "model " + embedder.model() + ", chunks of " + chunks.size() + " tokens with " + chunks.overlap()
                        + " of overlap (chunker " + Chunker.VERSION + ", extractor " + Extractor.VERSION + ")";
        Map<String, String> options = settings.effective().entrySet().stream()
                .filter(option -> EmbeddingSettings.isRemembered(option.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new VectorSet(
                0, recipe, embedder.model(), embedder.dimensions(), chunks.size(), chunks.overlap(), options);
    }

    /** Begins or resumes what the recipe in force asks for. Before any pass. */
    void require(Instant now) {
        if (!memory.store().isInState()) {
            memory.embeddedSets().giveUp();
            return;
        }
        if (memory.sets().serving().isEmpty()) {
            ofBefore().ifPresent(old -> memory.sets().serve(old, now));
        }
        memory.embeddedSets().require(wanted, now);
    }

    /** Vectors of before there were sets, if another model has made them. */
    private Optional<VectorSet> ofBefore() {
        List<String> models = memory.embeddings().models();
        return models.isEmpty() || models.contains(wanted.model())
                ? Optional.empty()
                : Optional.of(new VectorSet(
                        0,
                        "model " + models.get(0),
                        models.get(0),
                        wanted.dimensions(),
                        wanted.chunkSize(),
                        wanted.chunkOverlap(),
                        Map.of()));
    }

    /** What the recipe in force would begin or go on with, in a sentence; empty = nothing, or the store has no sets. */
    public Optional<String> plan() {
        VectorSets sets = memory.sets();
        Optional<VectorSet> serving = sets.serving();
        if (!memory.store().isInState() || serving.isEmpty()) {
            return Optional.empty();
        }
        boolean isServing = serving.get().recipe().equals(wanted.recipe());
        Optional<VectorSet> next = sets.next();
        if (isServing) {
            return next.map(set -> "The migration to " + set.recipe() + " would be given up.");
        }
        boolean goesOn = next.isPresent() && next.get().recipe().equals(wanted.recipe());
        return Optional.of("A migration would " + (goesOn ? "go on" : "begin") + ", from "
                + serving.get().recipe() + " to " + wanted.recipe()
                + ": all documents are made anew beside the old vectors, which answer searches until the new ones are"
                + " complete.");
    }

    /** Asks the model of whatever vectors answer searches. */
    public ServedModel model() {
        return model;
    }

    /** Lets the new set take over at the end of the first run that leaves nothing to do. */
    PassListener finishing(PassListener listener, Supplier<Collection<String>> sources) {
        return new PassListener() {
            @Override
            public void ingested(
                    Pass pass, Change change, int chunks, long embedded, @Nullable Instant changedAt, Duration took) {
                listener.ingested(pass, change, chunks, embedded, changedAt, took);
            }

            @Override
            public void ended(Run run) {
                listener.ended(run);
                finish(sources.get());
            }
        };
    }

    private void finish(Collection<String> sources) {
        try {
            memory.embeddedSets().finish(sources);
        } catch (RuntimeException e) {
            LOG.error("The migration could not be brought to its end; the next pass tries it again.", e);
        }
    }

    /** Lets go of the model of the old vectors. */
    @Override
    public void close() {
        model.close();
    }
}
