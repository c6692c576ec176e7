package dev.freshet;

import dev.freshet.camel.Engine;
import dev.freshet.camel.http.HttpServer;
import dev.freshet.change.DeletionGuard;
import dev.freshet.check.CheckedHome;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.Embedding;
import dev.freshet.embed.GuardedEmbedder;
import dev.freshet.extract.worker.IsolatedExtractor;
import dev.freshet.pass.PassListener;
import dev.freshet.pass.PassRecords;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.Passes;
import dev.freshet.pass.Preparation;
import dev.freshet.pass.RecordedPasses;
import dev.freshet.pass.UnrecordedPasses;
import dev.freshet.pass.Wish;
import dev.freshet.plan.Planning;
import dev.freshet.remote.Breakers;
import dev.freshet.store.GuardedStore;
import dev.freshet.store.VectorStore;
import dev.freshet.verify.StoreGuard;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freshet, put together from a home that was checked: the pipeline, its beans and the engine that runs them. Everything
 * that has a choice is chosen here.
 */
public final class Freshet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Freshet.class);

    /** Exit code after Ctrl-C, as shells have it. */
    private static final int INTERRUPTED = 130;

    private final Clock clock = Clock.systemUTC();
    private final Embedder embedder;
    private final VectorStore store;
    private final Breakers breakers;
    private final IsolatedExtractor extractor;
    private final Catalog catalog;
    private final Passes passes;
    private final StoreGuard storeGuard;
    private final Planning planning;
    private final Migration migration;
    private final Engine engine;
    private final boolean cuts;
    private final Thread cut = new Thread(() -> Runtime.getRuntime().halt(INTERRUPTED), "freshet-cut");

    /**
     * Puts it together; {@link #start} starts it.
     *
     * @param planOnly whether passes only find out what they would do
     */
    public Freshet(Path home, CheckedHome checked, Memory memory, boolean planOnly) {
        this(
                home,
                checked,
                memory,
                planOnly,
                Models.of(checked.settings(), checked.settings().work().busy()));
    }

    /**
     * What a service adds.
     *
     * @param routes Camel resource locations, one a file
     * @param beans by the name that routes use
     * @param properties for placeholders in routes
     */
    record Addition(List<String> routes, Map<String, Object> beans, Map<String, String> properties, HttpServer http) {}

    /** Puts it together around an embedder, which is closed with this. */
    public Freshet(Path home, CheckedHome checked, Memory memory, boolean planOnly, Embedder embedder) {
        this(home, checked, memory, planOnly, embedder, PassListener.NONE, null);
    }

    /**
     * Puts it together with what a service adds, which may hold on to the half that is made.
     *
     * @param listener hears what becomes of documents and runs
     * @param addition null = a command, which starts each pass itself and may be cut short
     */
    Freshet(
            Path home,
            CheckedHome checked,
            Memory memory,
            boolean planOnly,
            Embedder embedder,
            PassListener listener,
            @Nullable Function<Freshet, Addition> addition) {
        this.cuts = addition == null;
        Settings settings = checked.settings();
        this.breakers =
                new Breakers(settings.outage().pause(), settings.outage().longestPause());
        this.embedder = new GuardedEmbedder(embedder, breakers.model());
        this.store = GuardedStore.around(memory.store(), breakers.storeReads());
        this.extractor = new IsolatedExtractor(PipelineBeans.limits(settings));
        this.catalog = Recipe.catalog(home, settings, this.embedder);
        catalog.set(checked.sources());
        this.migration = new Migration(memory, home, settings, this.embedder);
        if (!planOnly) {
            migration.require(clock.instant());
        }
        Embedding embedding = new Embedding(this.embedder, memory.documents(), memory.embeddings());
        Planning planning = new Planning(embedding);
        this.planning = planning;
        this.storeGuard = new StoreGuard(memory.verification().asking(store), catalog::has);
        PassRecords records = planOnly
                ? new UnrecordedPasses()
                : new RecordedPasses(
                        memory.name(), memory.runs(), memory.sources(), migration.finishing(listener, catalog::ids));
        this.passes = new Passes(
                memory.documents(),
                records,
                new DeletionGuard(settings.guard().documents(), settings.guard().percent()),
                catalog::recipe,
                planOnly
                        ? (pass, key) ->
                                planning.cameBack(memory.documents().chunks(key).values())
                        : (pass, key) -> memory.movedDocuments().cameBack(key, pass.lastKnownId()),
                (pass, keys) -> engine().delete(pass, keys),
                planOnly ? Preparation.NONE : memory.preparation(settings.retry(), storeGuard, clock),
                clock);
        List<String> routes = new RouteFiles(checked).all(planOnly);
        Map<String, Object> beans =
                new HashMap<>(new PipelineBeans(settings, memory, extractor, this.embedder, clock, listener, breakers)
                        .all(home, passes, catalog, embedding, planning, migration.model(), planOnly));
        Map<String, String> properties = new HashMap<>(settings.effective());
        properties.putAll(settings.camel());
        Addition added = addition == null ? null : addition.apply(this);
        if (added != null) {
            routes.addAll(added.routes());
            beans.putAll(added.beans());
            properties.putAll(added.properties());
        }
        this.engine = new Engine(new Engine.Setup(
                routes,
                checked.kameletFolders(),
                beans,
                properties,
                passes,
                added == null ? null : added.http(),
                added != null,
                settings.routes().rights()));
    }

    Breakers breakers() {
        return breakers;
    }

    /** The embedder it was given, behind its breaker. */
    Embedder embedder() {
        return embedder;
    }

    public Migration migration() {
        return migration;
    }

    /** The store as it is asked. The pipeline writes to the one of the memory. */
    VectorStore store() {
        return store;
    }

    Engine engine() {
        return engine;
    }

    /**
     * Starts the routes. In a command no pass begins by itself, and until {@link #close}, Ctrl-C or SIGTERM ends the process at once: what is
     * half done is done again by the next pass, while waiting would take as long as the pass, and the model's native
     * library crashes when the JVM takes its environment away from a thread that computes.
     */
    public void start() {
        if (cuts) {
            Runtime.getRuntime().addShutdownHook(cut);
        }
        engine.start();
    }

    /** Asks for a pass and has it begin as soon as no other runs over the source. */
    public Wish pass(String source, PassRequest request) {
        Wish wish = passes.request(source, request);
        engine.fire(source);
        return wish;
    }

    /** Begins within the home's jitter. */
    void passSoon(String source, PassRequest request) {
        passes.request(source, request);
        engine.fireSoon(source);
    }

    /** The sources as they are now. */
    public Catalog catalog() {
        return catalog;
    }

    public Passes passes() {
        return passes;
    }

    /** What notices that the store doesn't hold what it was given. */
    public StoreGuard storeGuard() {
        return storeGuard;
    }

    /** What passes that only plan have found. */
    public Planning planning() {
        return planning;
    }

    @Override
    public void close() {
        engine.close();
        extractor.close();
        migration.close();
        embedder.close();
        if (cuts) {
            letBe();
        }
    }

    private void letBe() {
        try {
            Runtime.getRuntime().removeShutdownHook(cut);
        } catch (IllegalStateException alreadyEnding) {
            LOG.debug("The process is ending already", alreadyEnding);
        }
    }
}
