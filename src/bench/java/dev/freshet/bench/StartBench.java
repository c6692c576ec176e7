package dev.freshet.bench;

import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** P9: how long a command and the service take to start, from the start of their process on. */
final class StartBench implements Bench {

    private static final int DOCUMENTS = 1_000;
    private static final Limit COMMAND = Limit.atMost(1);
    private static final Limit SERVICE = Limit.atMost(3);

    /** Processes of tests leave the second compiler out. */
    private static final String AS_USERS_HAVE_IT = "-XX:TieredStopAtLevel=4";

    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public String id() {
        return "P9";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        TestHome home = TestHome.in(run.folder("start")).option("freshet.http.port", "0");
        home.documents().writeNotes(run.size(DOCUMENTS, 5));
        home.sync();
        Path program = Program.jar(run.folder("program"));

        Path archive = home.path().resolve("freshet.jsa");
        makeArchive(home.path(), program, archive);
        String archived = "-XX:SharedArchiveFile=" + archive;

        List<Samples> seconds = run.inTurns(
                2,
                15,
                () -> command(home.path(), program, "status"),
                () -> command(home.path(), program, "status", archived),
                () -> command(home.path(), program, "status", archived, FIRST_COMPILER),
                () -> service(home.path(), program),
                () -> service(home.path(), program, archived),
                () -> command(home.path(), program, "--version"),
                StartBench::bareJvm);

        String documents = " with %,d documents".formatted(run.size(DOCUMENTS, 5));
        run.row(Row.limited("P9", "`freshet status`" + documents, "s", seconds.get(0), COMMAND));
        run.row(Row.limited("P9", "the same, Java with an archive of classes", "s", seconds.get(1), COMMAND));
        run.row(Row.limited("P9", "the same, with the first compiler alone", "s", seconds.get(2), COMMAND));
        run.row(Row.limited("P9", "`freshet run` until `/health/ready`" + documents, "s", seconds.get(3), SERVICE));
        run.row(Row.limited("P9", "the same, Java with an archive of classes", "s", seconds.get(4), SERVICE));
        run.row(Row.told("P9", "`freshet --version`", "s", seconds.get(5)));
        run.row(Row.told("P9", "`java -version`", "s", seconds.get(6)));
        run.row(Row.told("P9", "size of the jar", "MB", Samples.of(Files.size(program) / 1e6)));
        run.row(Row.told("P9", "size of the archive of classes", "MB", Samples.of(Files.size(archive) / 1e6)));
    }

    /** Of the classes that the service needed until it was stopped. */
    private static void makeArchive(Path home, Path program, Path archive) {
        String option = "-XX:ArchiveClassesAtExit=" + archive;
        try (FreshetProcess process = FreshetProcess.in(home)
                .jar(program)
                .jvm(AS_USERS_HAVE_IT, option)
                .start("run")) {
            process.awaitAddress();
            process.terminate();
            process.await();
        }
    }

    private static double command(Path home, Path program, String command, String... jvm) {
        long start = System.nanoTime();
        FreshetProcess.Result result = FreshetProcess.in(home)
                .jar(program)
                .jvm(AS_USERS_HAVE_IT)
                .jvm(jvm)
                .run(command);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.toString());
        }
        return seconds;
    }

    private static double bareJvm() throws IOException, InterruptedException {
        long start = System.nanoTime();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        new ProcessBuilder(java, "-version").redirectErrorStream(true).start().waitFor();
        return (System.nanoTime() - start) / 1e9;
    }

    private double service(Path home, Path program, String... jvm) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (FreshetProcess process = FreshetProcess.in(home)
                .jar(program)
                .jvm(AS_USERS_HAVE_IT)
                .jvm(jvm)
                .start("run")) {
            URI ready = process.awaitAddress().resolve("/health/ready");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());
            double seconds = (System.nanoTime() - start) / 1e9;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            return seconds;
        }
    }
}
