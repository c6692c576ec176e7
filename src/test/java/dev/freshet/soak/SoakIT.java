package dev.freshet.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.testing.ChangingFolder;
import dev.freshet.testing.Chaos;
import dev.freshet.testing.FreshIngest;
import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.Prose;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service for half an hour: mixed changes, watch, scheduled passes, searches and faults. Promises: it needs no more at
 * the end than at the start, answers all the time, and holds at the end what a first ingest of the same files makes.
 */
class SoakIT {

    private static final Duration LENGTH = Duration.ofSeconds(Chaos.size(30, 1_800));
    private static final Duration WARM_UP = Duration.ofSeconds(Chaos.size(5, 180));
    private static final int DOCUMENTS = Chaos.size(200, 2_000);
    private static final int CHANGES_A_SECOND = 20;
    private static final int FEWEST_CHANGES_A_SECOND = 19;
    private static final long FAULT_EVERY_MS = Chaos.size(4_000, 15_000);
    private static final long HEAVY_EVERY_MS = 1_500;
    private static final long PROBE_EVERY_MS = 3_000;
    private static final long SEARCH_EVERY_MS = 200;
    private static final long POLL_MS = 50;

    /** What couldn't be done while the folder was gone is done after it. */
    private static final long CAUGHT_UP_NANOS = 4_000_000_000L;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Latencies searches = new Latencies();
    private final Latencies frozen = new Latencies();
    private final Latencies freshness = new Latencies();

    /** Held while files are written, so that a folder isn't taken away under the hand that writes. */
    private final Object documents = new Object();

    private final AtomicInteger changed = new AtomicInteger();

    private volatile boolean over;
    private double changesASecond;
    private volatile @Nullable URI address;

    @Test
    void needs_no_more_at_the_end_and_has_lost_nothing() throws Exception {
        Path home = makeHome();
        ChangingFolder changing = new ChangingFolder(home.resolve("documents"), 17);
        changing.add(DOCUMENTS);
        HeavyDocuments heavy = new HeavyDocuments(home.resolve("documents/heavy"));
        heavy.change();

        try (FreshetProcess freshet = FreshetProcess.in(home).jvm("-Xmx512m").start("run")) {
            address = freshet.awaitAddress();
            awaitIndexed();
            Faults faults = new Faults(home, freshet, heavy, documents);
            Vitals atStart = soak(freshet, changing, heavy, faults, home);
            awaitIndexed();
            assertThat(verified()).isEqualTo("equal");
            Vitals atEnd = Vitals.of(freshet.pid());
            tell(faults, atStart, atEnd);
            freshet.terminate();
            assertThat(freshet.await().exitCode()).isZero();
            assertThat(changesASecond).isGreaterThan(Chaos.size(0, FEWEST_CHANGES_A_SECOND));
            assertThat(atEnd.heapMb()).isLessThan(atStart.heapMb() + 40 + atStart.heapMb() / 4);
            assertThat(atEnd.threads()).isLessThan(atStart.threads() + 10);
            assertThat(atEnd.files()).isLessThan(atStart.files() + 20);
        }
        Files.deleteIfExists(home.resolve("documents/broken.pdf"));
        assertThat(FreshetProcess.in(home).run("sync").exitCode()).isZero();
        FreshIngest.assertEqualTo(home, folder.resolve("fresh"));
    }

    private Path makeHome() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        assertThat(FreshetProcess.in(home).run("init").exitCode()).isZero();
        Path source = home.resolve("routes/sources/documents-folder.camel.yaml");
        String parameters = "path: documents\n        watch: true\n        debounce: 500ms\n        settle: 0s\n";
        Files.writeString(
                source,
                Files.readString(source)
                        .replace("path: documents\n", parameters)
                        .replace("0 0/15 * * * ?", "0/30 * * * * ?"));
        Files.writeString(home.resolve("application.properties"), """
                freshet.http.port = 0
                freshet.delete-guard.percent = 100
                freshet.retry.first-delay = 1s
                freshet.retry.max-delay = 5s
                freshet.retry.attempts = 100
                """);
        return home;
    }

    /** The load. Gives what the process held after it had warmed up. */
    private Vitals soak(FreshetProcess freshet, ChangingFolder changing, HeavyDocuments heavy, Faults faults, Path home)
            throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        Prose words = new Prose(3);
        Future<?> changes = repeat(threads, 1_000 / CHANGES_A_SECOND, () -> {
            synchronized (documents) {
                changing.change(1);
                changed.incrementAndGet();
            }
        });
        Future<?> heavier = repeat(threads, HEAVY_EVERY_MS, () -> {
            synchronized (documents) {
                heavy.change();
                changed.incrementAndGet();
            }
        });
        Future<?> searching = repeat(threads, SEARCH_EVERY_MS, () -> {
            String query = words.words(3);
            long began = System.nanoTime();
            get("/search?k=5&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            (faults.frozeSince(began) ? frozen : searches).since(began);
        });
        int[] number = {0};
        Future<?> probes = repeat(threads, PROBE_EVERY_MS, () -> probe(home, "quokka" + number[0]++ + "x"));
        Thread.sleep(WARM_UP.toMillis());
        Vitals atStart = Vitals.of(freshet.pid());
        changed.set(0);
        Future<?> breaking = repeat(threads, FAULT_EVERY_MS, faults::next);
        Thread.sleep(LENGTH.toMillis());
        over = true;
        changesASecond = changed.get() / (double) LENGTH.toSeconds();
        for (Future<?> each : new Future<?>[] {changes, heavier, searching, probes, breaking}) {
            each.get();
        }
        threads.shutdown();
        return atStart;
    }

    private interface Work {
        void run() throws Exception;
    }

    private Future<?> repeat(ExecutorService threads, long everyMs, Work work) {
        Callable<Void> repeated = () -> {
            long next = System.nanoTime();
            while (!over) {
                work.run();
                next = Math.max(next + everyMs * 1_000_000, System.nanoTime() - CAUGHT_UP_NANOS);
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            }
            return null;
        };
        return threads.submit(repeated);
    }

    /** From a save to the first search that finds it. */
    private void probe(Path home, String word) throws Exception {
        synchronized (documents) {
            Files.writeString(home.resolve("documents/probe.md"), "# Probe\n\nThe " + word + " was seen.\n");
        }
        long saved = System.nanoTime();
        Awaitility.await(word)
                .pollInterval(Duration.ofMillis(POLL_MS))
                .atMost(LONGEST_WAIT)
                .until(() -> get("/search?k=1&q=" + word).body().contains(word));
        freshness.since(saved);
    }

    /** Waits for a pass that has nothing left to do; only the broken document may fail. */
    private void awaitIndexed() {
        Awaitility.await().atMost(LONGEST_WAIT).until(() -> {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/webhook/ingest?wait=true"))
                    .POST(BodyPublishers.noBody())
                    .build());
            JsonNode run = new ObjectMapper().readTree(answer.body()).at("/runs/0");
            return answer.statusCode() == 200
                    && run.path("status").asText().equals("completed")
                    && run.path("added").asInt(-1) + run.path("updated").asInt(-1) == 0;
        });
    }

    /** What the running service says of its own store, chunk by chunk. */
    private String verified() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/verify"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body()).path("status").asText();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(path)).build());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private URI uri(String path) {
        return java.util.Objects.requireNonNull(address).resolve(path);
    }

    private void tell(Faults faults, Vitals atStart, Vitals atEnd) {
        Chaos.figure(
                "soak: %d s, %.1f changes a second among %d documents", LENGTH.toSeconds(), changesASecond, DOCUMENTS);
        Chaos.figure("soak: faults %s", faults.done());
        Chaos.figure("soak: at the start %s", atStart);
        Chaos.figure("soak: at the end %s", atEnd);
        Chaos.figure("soak: searches %s", searches);
        Chaos.figure("soak: searches while it was frozen for 2 s %s", frozen);
        Chaos.figure("soak: from save to searchable, debounce of 500 ms included: %s", freshness);
    }
}
