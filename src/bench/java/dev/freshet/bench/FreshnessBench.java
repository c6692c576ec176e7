package dev.freshet.bench;

import dev.freshet.bench.Saves.Saved;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.pass.Pass;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.state.RunStatus;
import dev.freshet.testing.Prose;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * P6: from a save in a watched folder until it is searchable, beyond the debounce, with the model: while nothing else
 * happens, while files that were copied into the same folder are ingested, and while another source is. What is saved
 * overtakes the load.
 */
final class FreshnessBench implements Bench {

    private static final Duration DEBOUNCE = Duration.ofSeconds(1);
    private static final double MEDIAN_SECONDS = 0.3;
    private static final double LATE_SECONDS = 1;

    /** Begins work that is to be overtaken. */
    private interface Load {
        void begin(TestHome home, TestService service, int files) throws IOException;
    }

    @Override
    public String id() {
        return "P6";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        int files = run.size(4_000, 40);
        measure(run, "idle", "nothing else to do", (home, service, none) -> {});
        measure(run, "own", files + " new files of the same folder being ingested", FreshnessBench::copyIntoFolder);
        measure(run, "other", files + " files of another source being ingested", FreshnessBench::loadOther);
    }

    private void measure(BenchRun run, String name, String meanwhile, Load load) throws Exception {
        int known = run.size(200, 8);
        int saves = run.size(100, 4);
        TestHome home = TestHome.in(run.folder(name));
        home.documents().writeNotes(known);
        home.docs()
                .with("watch", "true")
                .with("debounce", DEBOUNCE.toSeconds() + "s")
                .with("every", "1h")
                .write();
        new TestFolder(home.path().resolve("load")).write("first.md", "# First\n\nThe folder is there.\n");
        home.source("other", home.path().resolve("load")).with("every", "1h").write();
        try (TestService service = TestService.of(
                        home, new MiniLmEmbedder(Runtime.getRuntime().availableProcessors()));
                Saves person = new Saves(home, known)) {
            awaitQuiet(service);
            load.begin(home, service, run.size(4_000, 40));
            List<Double> seconds = person.run(saves);
            long left = left(service);
            report(run, seconds, saves + " saves among " + known + " documents, " + meanwhile);
            run.row(Row.told(
                    id(), "files of the load that were left at the last save, " + name, "files", Samples.of((double)
                            left)));
            find(service, person.all());
        }
    }

    private void report(BenchRun run, List<Double> seconds, String work) {
        Samples beyond = new Samples(
                seconds.stream().map(taken -> taken - DEBOUNCE.toSeconds()).toList());
        run.row(Row.limited(
                id(), "save to searchable beyond the debounce, " + work, "s", beyond, Limit.atMost(MEDIAN_SECONDS)));
        run.row(Row.limited(
                id(),
                "the slowest in a hundred of them",
                "s",
                Samples.of(beyond.quantile(0.99)),
                Limit.atMost(LATE_SECONDS)));
    }

    /** The watch sees each file, and a pass over the source takes them up. */
    private static void copyIntoFolder(TestHome home, TestService service, int files) throws IOException {
        long before = service.memory().runs().newest(1).get(0).id();
        writeLoad(home.documents(), files);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> service.memory().runs().newest(10).stream()
                        .anyMatch(run ->
                                run.id() > before && run.kind().equals("sync") && run.status() != RunStatus.WAITING));
    }

    private static void loadOther(TestHome home, TestService service, int files) throws IOException {
        writeLoad(new TestFolder(home.path().resolve("load")), files);
        service.service().pass("other", new PassRequest(Kind.SYNC, "bench", 0));
    }

    private static void writeLoad(TestFolder folder, int files) throws IOException {
        Prose prose = new Prose(37);
        for (int i = 0; i < files; i++) {
            folder.write("load/file-" + i + ".md", "# File " + i + "\n\n" + prose.words(300) + "\n");
        }
    }

    private static long left(TestService service) {
        return service.service().passes().active().stream()
                .filter(pass -> !pass.isBeside())
                .map(Pass::progress)
                .mapToLong(progress -> progress.listed() - progress.done())
                .sum();
    }

    private static void awaitQuiet(TestService service) {
        long[] last = {-1};
        Awaitility.await()
                .pollInterval(DEBOUNCE.multipliedBy(2))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    long before = last[0];
                    last[0] = service.memory().runs().newest(1).get(0).id();
                    return before == last[0]
                            && service.service().passes().active().isEmpty();
                });
    }

    /** What the store has, the search finds. */
    private static void find(TestService service, List<Saved> saves) throws IOException {
        for (Saved saved : saves.subList(Math.max(0, saves.size() - 4), saves.size())) {
            String answer = service.get("/search?k=3&q=" + saved.word()).body();
            if (!answer.contains(saved.word())) {
                throw new IOException(saved + " isn't found: " + answer);
            }
        }
    }
}
