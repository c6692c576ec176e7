package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.FreshetProcess.Result;
import dev.freshet.testing.StoreDump;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: no document takes the service down, and no process that reads one is left behind. With the fat jar. */
class HostileDocumentsIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void a_home() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        assertThat(FreshetProcess.in(home).run("init").exitCode()).isZero();
    }

    @Test
    void hostile_documents_fail_with_stage_and_reason_and_the_others_are_indexed() throws IOException {
        Path source = home.resolve("routes/sources/documents-folder.camel.yaml");
        Files.writeString(source, Files.readString(source).replace("# maxSize: 50MB", "maxSize: 4GB"));
        Files.writeString(
                home.resolve("application.properties"), "freshet.extract.timeout = 10s\nfreshet.workers = 2\n");
        endless();
        Files.writeString(home.resolve("documents/a-long.txt"), "words ".repeat(4_000_000));
        try (RandomAccessFile sparse =
                new RandomAccessFile(home.resolve("documents/a-sparse.txt").toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        Files.copy(Path.of("src/test/resources/documents/handbook.docx"), home.resolve("documents/handbook.docx"));

        Result sync = FreshetProcess.in(home).jvm("-Xmx300m").run("sync");

        assertThat(sync.exitCode()).as(sync.toString()).isEqualTo(1);
        assertThat(StoreDump.query(
                        home, "SELECT document, stage FROM documents WHERE status = 'failed' ORDER BY document"))
                .containsExactly("a-endless.md | extract", "a-long.txt | extract", "a-sparse.txt | detect");
        assertThat(StoreDump.query(home, "SELECT document FROM documents WHERE status = 'indexed' ORDER BY document"))
                .containsExactly("handbook.docx", "welcome.md");
        assertThat(FreshetProcess.in(home).run("status").out())
                .contains("freshet.extract.timeout", "freshet.extract.max-text", "freshet.extract.max-size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM", "INT"})
    void no_process_is_left_when_freshet_ends_in_mid_document(String signal) throws Exception {
        endless();

        try (FreshetProcess sync = FreshetProcess.in(home).start("sync")) {
            await().atMost(LONG).until(() -> !workers(sync).isEmpty());
            ProcessHandle worker = workers(sync).get(0);
            Path temporary = temporary(worker);
            await().atMost(LONG).until(() -> temporary.toFile().isDirectory() && isReading(worker));

            new ProcessBuilder("kill", "-" + signal, Long.toString(sync.pid()))
                    .start()
                    .waitFor();

            await().atMost(LONG).until(() -> !sync.isAlive() && !worker.isAlive());
            assertThat(temporary).doesNotExist();
        }
    }

    /** Nested lists, and blank lines that each of them may go on behind. */
    private void endless() throws IOException {
        Files.writeString(
                home.resolve("documents/a-endless.md"), "- ".repeat(2_000_000) + "a" + "\n".repeat(2_000_000));
    }

    private static List<ProcessHandle> workers(FreshetProcess sync) {
        return ProcessHandle.of(sync.pid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(process -> String.join(" ", arguments(process)).contains("ExtractionWorker"))
                .toList();
    }

    /** The whole command line, of which Java's own answer leaves out what is long. */
    private static List<String> arguments(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .split("\0"));
        } catch (IOException ended) {
            return List.of();
        }
    }

    private static Path temporary(ProcessHandle worker) {
        return arguments(worker).stream()
                .filter(argument -> argument.startsWith("-Djava.io.tmpdir="))
                .map(argument -> Path.of(argument.substring("-Djava.io.tmpdir=".length())))
                .findFirst()
                .orElseThrow();
    }

    /** It has worked for longer than its start takes. */
    private static boolean isReading(ProcessHandle worker) {
        return worker.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(Duration.ofSeconds(3)) > 0;
    }
}
