package dev.freshet.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freshet.document.SourceDocument;
import dev.freshet.extract.ExtractionException;
import dev.freshet.extract.Extractor;
import dev.freshet.extract.TestDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promise: whatever happens to the process that reads a document, the document has an end and the next one is read. */
class WorkersTest {

    private static final SourceDocument ORDINARY =
            TestDocuments.document("handbook.docx", TestDocuments.bytes("handbook.docx"));

    /** Takes the reader many minutes: nested lists, and blank lines that each of them may go on behind. */
    private static final SourceDocument ENDLESS =
            TestDocuments.document("endless.md", Bombs.text("- ".repeat(2_000_000) + "a" + "\n".repeat(2_000_000)));

    private static final Duration LONG = Duration.ofMinutes(2);

    private IsolatedExtractor extractor = extractor(LONG, 10_000, Duration.ofMinutes(1));

    private static IsolatedExtractor extractor(Duration timeout, int documentsEach, Duration rest) {
        return new IsolatedExtractor(
                new WorkerLimits(1, timeout, 256L << 20, Extractor.DEFAULT_MAX_CHARACTERS, documentsEach, rest));
    }

    @AfterEach
    void no_process_and_no_file_is_left() {
        List<Path> folders = folders();
        List<ProcessHandle> before = workers();

        extractor.close();

        assertThat(before).noneMatch(ProcessHandle::isAlive);
        assertThat(folders).allSatisfy(folder -> assertThat(folder).doesNotExist());
    }

    @Test
    void text_needs_no_process() {
        extractor.extract(TestDocuments.document("a.md", Bombs.text("# Title\n\ntext")));

        assertThat(workers()).isEmpty();
    }

    @Test
    void a_process_reads_one_document_after_the_other() {
        extractor.extract(ORDINARY);
        List<ProcessHandle> first = workers();
        extractor.extract(ORDINARY);

        assertThat(first).hasSize(1).isEqualTo(workers());
    }

    @Test
    void a_document_that_takes_too_long_has_failed_with_the_option_in_its_reason() {
        extractor = extractor(Duration.ofSeconds(3), 10_000, LONG);
        extractor.extract(ORDINARY);

        assertThatThrownBy(() -> extractor.extract(ENDLESS))
                .isInstanceOf(ExtractionException.class)
                .hasMessage("takes longer to read than the 3 s of freshet.extract.timeout; raise it, or exclude the"
                        + " document");
        assertThat(extractor.extract(ORDINARY).blocks()).isNotEmpty();
    }

    @Test
    void a_process_that_hangs_is_replaced() throws Exception {
        extractor = extractor(Duration.ofSeconds(3), 10_000, LONG);
        extractor.extract(ORDINARY);
        ProcessHandle hanging = workers().get(0);
        signal("STOP", hanging);

        assertThatThrownBy(() -> extractor.extract(ORDINARY)).hasMessageStartingWith("takes longer to read than");

        assertThat(extractor.extract(ORDINARY).blocks()).isNotEmpty();
        assertThat(hanging.isAlive()).isFalse();
    }

    @Test
    void a_document_is_read_again_when_its_process_was_killed_between_documents() {
        extractor.extract(ORDINARY);
        workers().get(0).destroyForcibly();

        assertThat(extractor.extract(ORDINARY).blocks()).isNotEmpty();
    }

    @Test
    void a_document_is_tried_twice_when_its_process_is_killed_over_it() throws Exception {
        extractor.extract(ORDINARY);
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> extractor.extract(ENDLESS));

        ProcessHandle first = workers().get(0);
        await().atMost(LONG).until(() -> isBusy(first));
        first.destroyForcibly();
        await().atMost(LONG)
                .until(() -> workers().stream().anyMatch(worker -> !worker.equals(first) && isBusy(worker)));
        workers().get(0).destroyForcibly();

        assertThatThrownBy(reading::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("ends the process that reads it (exit code 137)");
        assertThat(extractor.extract(ORDINARY).blocks()).isNotEmpty();
    }

    @Test
    void a_document_that_fills_the_memory_has_failed_with_the_option_in_its_reason() {
        byte[] large = Bombs.text("word ".repeat(20_000_000));

        assertThatThrownBy(() -> extractor.extract(TestDocuments.document("large.txt", large)))
                .isInstanceOf(ExtractionException.class)
                .hasMessage(
                        "needs more memory to be read than the 256 MB of freshet.extract.memory; raise it, or exclude"
                                + " the document");
        assertThat(extractor.extract(ORDINARY).blocks()).isNotEmpty();
    }

    @Test
    void a_process_is_replaced_after_its_documents() {
        extractor = extractor(LONG, 2, LONG);
        extractor.extract(ORDINARY);
        List<ProcessHandle> first = workers();
        extractor.extract(ORDINARY);

        assertThat(workers()).isEmpty();
        assertThat(first).hasSize(1);
    }

    @Test
    void a_process_without_work_is_ended() {
        extractor = extractor(LONG, 10_000, Duration.ZERO);
        extractor.extract(ORDINARY);

        await().atMost(LONG).until(() -> workers().isEmpty());
    }

    @Test
    void signals_for_the_whole_service_leave_the_document_in_hand_alone() throws Exception {
        extractor.extract(ORDINARY);
        ProcessHandle worker = workers().get(0);

        signal("INT", worker);
        signal("TERM", worker);

        assertThat(extractor.extract(ORDINARY).blocks()).isNotEmpty();
        assertThat(workers()).containsExactly(worker);
    }

    @Test
    void neither_environment_nor_command_line_hands_a_secret_on() throws Exception {
        extractor.extract(ORDINARY);
        Path process = Path.of("/proc/" + workers().get(0).pid());

        assertThat(System.getenv()).containsKey("PATH");
        assertThat(Files.readString(process.resolve("environ"))).doesNotContain("PATH=", "HOME=");
        assertThat(Files.readString(process.resolve("cmdline")))
                .contains("-Xmx268435456")
                .doesNotContain("surefire.", "freshet.chaos");
    }

    /** It has worked for longer than its start takes. */
    private static boolean isBusy(ProcessHandle worker) {
        return worker.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(Duration.ofSeconds(3)) > 0;
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current().children().filter(WorkersTest::isWorker).toList();
    }

    private static boolean isWorker(ProcessHandle process) {
        return process.isAlive() && arguments(process).contains(ExtractionWorker.class.getName());
    }

    private static List<Path> folders() {
        return workers().stream()
                .flatMap(process -> arguments(process).stream())
                .filter(argument -> argument.startsWith("-Djava.io.tmpdir="))
                .map(argument -> Path.of(argument.substring("-Djava.io.tmpdir=".length())))
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

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
