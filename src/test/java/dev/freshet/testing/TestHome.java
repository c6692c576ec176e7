package dev.freshet.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.DataFolder;
import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.check.SourceFile;
import dev.freshet.config.Problems;
import dev.freshet.config.Settings;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.plan.PlannedChange;
import dev.freshet.state.Documents.Failure;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.Search;
import dev.freshet.store.SearchHit;
import dev.freshet.verify.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A home with sources, run as the command line runs it: checked, opened for writing, synced and closed again by each
 * call. Sources don't wait for files to settle unless a test says so.
 */
public final class TestHome {

    public static final PassRequest SYNC = new PassRequest(Kind.SYNC, "test", 0);
    public static final PassRequest FULL = new PassRequest(Kind.FULL, "test", 0);
    public static final PassRequest REBUILD = new PassRequest(Kind.REBUILD, "test", 0);

    public static final PassRequest REPAIR = new PassRequest(Kind.REPAIR, "test", 0);

    private static final int LONGEST_SYNC_SECONDS = 60;

    private final Path home;
    private final Map<String, String> options = new LinkedHashMap<>();

    private TestHome(Path home) {
        this.home = home;
        create(home.resolve("routes/sources"));
    }

    /** A home with one source {@code docs} over an empty folder, see {@link #documents}. */
    public static TestHome in(Path folder) {
        TestHome made = withoutSource(folder);
        create(made.documents().root());
        made.source("docs", made.documents().root()).write();
        return made;
    }

    /** A home that needs a source yet. */
    public static TestHome withoutSource(Path folder) {
        return new TestHome(folder.resolve("home"));
    }

    public Path path() {
        return home;
    }

    public Path data() {
        return new DataFolder(home, "").path();
    }

    /** The folder of source {@code docs}. */
    public TestFolder documents() {
        return new TestFolder(Objects.requireNonNull(home.getParent()).resolve("documents"));
    }

    /** The source {@code docs}, to be changed and written again. */
    public TestSource docs() {
        return source("docs", documents().root());
    }

    /** A source over a folder, to be written. */
    public TestSource source(String id, Path root) {
        return new TestSource(home.resolve("routes/sources/" + id + SourceFile.ENDING), id, root);
    }

    /** A source read from a kamelet, to be written. */
    public TestSource kamelet(String id, String kamelet) {
        return new TestSource(home.resolve("routes/sources/" + id + SourceFile.ENDING), id, kamelet);
    }

    /** Sets an option in application.properties. */
    public TestHome option(String name, String value) {
        options.put(name, value);
        StringBuilder text = new StringBuilder();
        options.forEach(
                (option, set) -> text.append(option).append(" = ").append(set).append('\n'));
        write(home.resolve("application.properties"), text.toString());
        return this;
    }

    /** Has calls of sources tried again as often as ever, and without a minute between them. */
    public TestHome triesAgainSoon() {
        callThatTriesAgainSoon(home.resolve("routes/pipeline/call.camel.yaml"));
        return this;
    }

    /** Writes the route of such calls. */
    public static Path callThatTriesAgainSoon(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(
                    file,
                    Files.readString(Path.of("routes/pipeline/call.camel.yaml"))
                            .replace("redeliveryDelay: \"1000\"", "redeliveryDelay: \"20\"")
                            .replace("maximumRedeliveryDelay: \"60000\"", "maximumRedeliveryDelay: \"100\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets an option that the test hasn't set. */
    TestHome optionIfUnset(String name, String value) {
        return options.containsKey(name) ? this : option(name, value);
    }

    /** The home's check, which must find no error. */
    public CheckedHome checked() {
        Problems problems = new Problems();
        CheckedHome checked = HomeCheck.check(home, problems);
        assertThat(problems.hasErrors()).as(problems.text()).isFalse();
        return checked;
    }

    public Synced sync() {
        return sync(SYNC);
    }

    /** One pass over each source. */
    public Synced sync(PassRequest request) {
        return sync(request, () -> {});
    }

    /**
     * One pass over each source.
     *
     * @param afterCheck what happens between the check of the home and the pass
     */
    public Synced sync(PassRequest request, Runnable afterCheck) {
        CountingEmbedder embedder = new CountingEmbedder();
        CheckedHome checked = checked();
        afterCheck.run();
        try (Memory memory = Memory.forWriting(home, checked);
                Freshet freshet = new Freshet(home, checked, memory, false, embedder)) {
            freshet.start();
            return new Synced(passes(freshet, checked, request), embedder.texts());
        }
    }

    /** Asks for several passes over source {@code docs} at once. */
    public List<Run> syncAtOnce(PassRequest... requests) {
        CheckedHome checked = checked();
        try (Memory memory = Memory.forWriting(home, checked);
                Freshet freshet = new Freshet(home, checked, memory, false, new CountingEmbedder())) {
            freshet.start();
            List<CompletableFuture<Run>> pending = Stream.of(requests)
                    .map(request ->
                            freshet.pass("docs", request).done().orTimeout(LONGEST_SYNC_SECONDS, TimeUnit.SECONDS))
                    .toList();
            return pending.stream().map(CompletableFuture::join).toList();
        }
    }

    /** Tries failed documents again now. */
    public Synced retry() {
        CheckedHome checked = checked();
        try (Memory memory = Memory.forWriting(home, checked)) {
            checked.sources().forEach(source -> memory.documents().retryNow(source.id()));
        }
        return sync();
    }

    /**
     * What a plan found.
     *
     * @param runs one a source, unrecorded
     */
    public record Plan(Synced runs, List<PlannedChange> changes) {

        /** Changes as text, such as {@code ADDED a.md}. */
        public List<String> lines() {
            return changes.stream()
                    .map(change -> (change.change() == null ? "FAILED" : change.change()) + " "
                            + change.key().document())
                    .toList();
        }

        public long chunks() {
            return changes.stream().mapToLong(PlannedChange::chunks).sum();
        }
    }

    public Plan plan() {
        CountingEmbedder embedder = new CountingEmbedder();
        CheckedHome checked = checked();
        try (Memory memory = looking();
                Freshet planner = new Freshet(home, checked, memory, true, embedder)) {
            planner.start();
            List<Run> runs = passes(planner, checked, SYNC);
            return new Plan(
                    new Synced(runs, embedder.texts()), planner.planning().changes());
        }
    }

    private static List<Run> passes(Freshet freshet, CheckedHome checked, PassRequest request) {
        List<CompletableFuture<Run>> pending = checked.sources().stream()
                .map(source ->
                        freshet.pass(source.id(), request).done().orTimeout(LONGEST_SYNC_SECONDS, TimeUnit.SECONDS))
                .toList();
        return pending.stream().map(CompletableFuture::join).toList();
    }

    private Memory looking() {
        return Memory.forReading(home, Settings.load(home, new Problems()));
    }

    /** Compares state and store, as {@code freshet verify} does. */
    public Verdict verify() {
        try (Memory memory = looking()) {
            return memory.verification().compare(Set.of());
        }
    }

    /** What status shows of documents that failed. */
    public List<Failure> failures() {
        try (Memory memory = looking()) {
            return memory.documents().failures(1_000);
        }
    }

    /** Newest run, as the state has it. */
    public Run lastRun(String source) {
        try (Memory memory = looking()) {
            return memory.runs().last(source).orElseThrow();
        }
    }

    public List<SearchHit> search(String text, Map<String, String> metadata) {
        try (Memory memory = looking()) {
            return new Search(new CountingEmbedder(), memory.store()).search(text, 10, Set.of(), metadata);
        }
    }

    public StoreContents store() {
        return StoreContents.of(home);
    }

    /** Requires that state and store hold exactly what a first sync of the same sources into a new home makes. */
    public void assertEqualToFreshIngest() {
        store().assertConsistent();
        StoreContents fresh = fresh().store();
        assertThat(store().documents()).isEqualTo(fresh.documents());
        assertThat(store().chunks()).isEqualTo(fresh.chunks());
    }

    /** The same sources and options, synced into a new home. */
    public TestHome fresh() {
        try {
            TestHome fresh = new TestHome(Files.createTempDirectory(home.getParent(), "fresh-"));
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : new ArrayList<>(files.toList())) {
                    if (Files.isRegularFile(file) && !file.startsWith(data())) {
                        Path copy = fresh.home.resolve(home.relativize(file));
                        create(Objects.requireNonNull(copy.getParent()));
                        Files.copy(file, copy);
                    }
                }
            }
            fresh.sync();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(TestHome.class.getResourceAsStream("/documents/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
