package dev.freshet.bench;

import dev.freshet.state.Database;
import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.ProcessStatus;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** P8: the memory that {@code freshet run} keeps, as the operating system counts it, with Java's own defaults. */
final class MemoryBench implements Bench {

    private static final int CHUNKS = 100_000;
    private static final int SEARCHES = 50;
    private static final int REST_SECONDS = 75;
    private static final Limit LIMIT = Limit.atMost(500);

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public String id() {
        return "P8";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        int chunks = run.size(CHUNKS, 100);
        Corpus corpus = new Corpus(8);
        // the chunks are of a source whose file is gone, so that no pass changes anything
        TestHome home = TestHome.withoutSource(run.folder("memory"))
                .option("freshet.http.port", "0")
                .option("freshet.schedule.jitter", "0ms");
        home.source("empty", run.folder("empty")).write();
        try (Database database = Database.open(home.data().resolve("freshet.db"))) {
            corpus.growTo(chunks, database);
        }
        Path program = Program.jar(run.folder("program"));
        try (FreshetProcess process =
                FreshetProcess.in(home.path()).jar(program).start("run")) {
            URI address = process.awaitAddress();
            rest(run);
            row(run, "at rest, before the first search", chunks, process);
            for (int i = 0; i < run.size(SEARCHES, 2); i++) {
                search(address, corpus.question().text());
            }
            row(run, "right after %d searches".formatted(run.size(SEARCHES, 2)), chunks, process);
            rest(run);
            row(run, "at rest after them", chunks, process);
        }
    }

    private static void row(BenchRun run, String when, int chunks, FreshetProcess process) throws IOException {
        String what = "memory of the service with %,d chunks, %s".formatted(chunks, when);
        run.row(Row.limited("P8", what, "MB", Samples.of(residentMegabytes(process.pid())), LIMIT));
    }

    /** Lets it give back what it needed for a moment. */
    private static void rest(BenchRun run) throws InterruptedException {
        Thread.sleep(run.size(REST_SECONDS * 1_000, 0));
    }

    private static double residentMegabytes(long pid) throws IOException {
        return ProcessStatus.number(pid, "VmRSS") * 1_024 / 1e6;
    }

    private void search(URI address, String text) throws IOException, InterruptedException {
        URI question = address.resolve("/search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(question).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }
}
