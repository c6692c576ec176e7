package dev.freshet;

import dev.freshet.camel.Detection;
import dev.freshet.camel.Engine;
import dev.freshet.camel.FolderComponent;
import dev.freshet.camel.IndexedDocuments;
import dev.freshet.camel.Outcome;
import dev.freshet.camel.PassBracket;
import dev.freshet.camel.SourcePolicy;
import dev.freshet.change.DeletionGuard;
import dev.freshet.change.RetryPolicy;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.SourceFile;
import dev.freshet.chunk.ChunkOptions;
import dev.freshet.chunk.Chunker;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.Embedding;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.extract.Extractor;
import dev.freshet.pass.PassRecords;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.Passes;
import dev.freshet.pass.RecordedPasses;
import dev.freshet.pass.UnrecordedPasses;
import dev.freshet.plan.Planning;
import dev.freshet.state.Documents;
import dev.freshet.store.DocumentWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freshet, put together from a home that was checked: the pipeline, its beans and the engine that runs them. Everything
 * that has a choice is chosen here.
 */
public final class Freshet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Freshet.class);

    /** The routes that write. A plan goes without them. */
    private static final List<String> READING_HALF = List.of("/1-detect.", "/2-extract.", "/3-chunk.");

    /** Exit code after Ctrl-C, as shells have it. */
    private static final int INTERRUPTED = 130;

    private static final String PLAN_ROUTES = "classpath:plan/plan.camel.yaml";

    private final CheckedHome checked;
    private final Memory memory;
    private final Clock clock = Clock.systemUTC();
    private final Embedder embedder;
    private final Passes passes;
    private final Planning planning;
    private final Engine engine;
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
                new MiniLmEmbedder(checked.settings().work().workers()));
    }

    /**
     * Puts it together around an embedder.
     *
     * @param embedder closed with this
     */
    public Freshet(Path home, CheckedHome checked, Memory memory, boolean planOnly, Embedder embedder) {
        this.checked = checked;
        this.memory = memory;
        Settings settings = checked.settings();
        this.embedder = embedder;
        Map<String, String> recipes = recipes(home);
        Embedding embedding = new Embedding(embedder, memory.documents(), memory.embeddings());
        Planning planning = new Planning(embedding);
        this.planning = planning;
        PassRecords records = planOnly ? new UnrecordedPasses() : new RecordedPasses(memory.runs(), memory.sources());
        this.passes = new Passes(
                memory.documents(),
                records,
                new DeletionGuard(settings.guard().documents(), settings.guard().percent()),
                source -> Objects.requireNonNull(recipes.get(source)),
                planOnly
                        ? (pass, key) ->
                                planning.cameBack(memory.documents().chunks(key).values())
                        : (pass, key) -> memory.movedDocuments().cameBack(key, pass.lastKnownId()),
                (pass, key) -> engine().delete(pass, key),
                clock);
        this.engine = new Engine(new Engine.Setup(
                routes(planOnly),
                checked.kameletFolders(),
                beans(home, embedding, planOnly),
                settings.effective(),
                passes,
                false));
    }

    private Engine engine() {
        return engine;
    }

    private Map<String, String> recipes(Path home) {
        ChunkOptions chunks = chunkOptions();
        return checked.sources().stream()
                .collect(Collectors.toMap(
                        SourceFile::id,
                        source -> Recipe.of(
                                "extractor " + Extractor.VERSION,
                                "chunker " + Chunker.VERSION + " " + chunks.size() + " " + chunks.overlap(),
                                "model " + embedder.model(),
                                "steps " + source.stepsHash(),
                                "folder " + folder(home, source))));
    }

    /** Shapes the result too: the URL of a document is its place. */
    private static String folder(Path home, SourceFile source) {
        Object path = source.parameters().get("path");
        return path == null ? "" : home.resolve(path.toString()).normalize().toString();
    }

    private ChunkOptions chunkOptions() {
        var chunk = checked.settings().chunk();
        return new ChunkOptions(chunk.size(), chunk.overlap()).checkedFor(embedder);
    }

    private List<String> routes(boolean planOnly) {
        List<String> routes = new ArrayList<>();
        for (String file : checked.pipeline()) {
            if (!planOnly || READING_HALF.stream().anyMatch(file::contains)) {
                routes.add(file);
            }
        }
        if (planOnly) {
            routes.add(PLAN_ROUTES);
        }
        checked.sources().forEach(source -> routes.add("file:" + source.file()));
        return routes;
    }

    private Map<String, Object> beans(Path home, Embedding embedding, boolean planOnly) {
        var retry = checked.settings().retry();
        Documents documents = memory.documents();
        Map<String, Object> beans = new HashMap<>();
        beans.put("folder", new FolderComponent(home, passes, documents, clock));
        beans.put("passes", new PassBracket(passes));
        beans.put("sourcePolicy", new SourcePolicy(passes, sourceIds()));
        beans.put("indexedDocuments", new IndexedDocuments());
        beans.put(
                "detection",
                new Detection(documents, planOnly ? (intent, run, now) -> {} : memory.intents()::note, clock));
        beans.put("extractor", new Extractor());
        beans.put("chunker", new Chunker(embedder.tokenizer(), chunkOptions()));
        beans.put("embedding", embedding);
        beans.put("planning", planning);
        beans.put("writer", writer());
        beans.put(
                "outcome",
                new Outcome(
                        documents,
                        memory.intents(),
                        new RetryPolicy(retry.attempts(), retry.firstDelay(), retry.maxDelay()),
                        clock));
        return beans;
    }

    private DocumentWriter writer() {
        return new DocumentWriter(
                memory.store(), memory.documents(), memory.intents(), memory.embeddings(), embedder.model(), clock);
    }

    private Set<String> sourceIds() {
        return checked.sources().stream().map(SourceFile::id).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Starts the routes. No pass begins by itself. Until {@link #close}, Ctrl-C or SIGTERM ends the process at once: what is
     * half done is done again by the next pass, while waiting would take as long as the pass, and the model's native
     * library crashes when the JVM takes its environment away from a thread that computes.
     */
    public void start() {
        Runtime.getRuntime().addShutdownHook(cut);
        engine.start();
    }

    /**
     * Asks for a pass and has it begin as soon as no other runs over the source.
     */
    public Passes.Wish pass(String source, PassRequest request) {
        Passes.Wish wish = passes.request(source, request);
        engine.fire(source);
        return wish;
    }

    public Passes passes() {
        return passes;
    }

    /** What passes that only plan have found. */
    public Planning planning() {
        return planning;
    }

    @Override
    public void close() {
        engine.close();
        embedder.close();
        letBe();
    }

    private void letBe() {
        try {
            Runtime.getRuntime().removeShutdownHook(cut);
        } catch (IllegalStateException alreadyEnding) {
            LOG.debug("The process is ending already", alreadyEnding);
        }
    }
}
