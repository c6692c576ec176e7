package dev.freshet.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problems;
import dev.freshet.config.Settings;
import dev.freshet.document.DocumentKey;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source's own route may do, and what becomes of its documents when it does it. */
class SourceRoutesTest {

    @TempDir
    Path home;

    @BeforeEach
    void write() throws IOException {
        write("a.md", "One");
        write("b.md", "Two");
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve("documents").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# " + text + "\n\n" + text + " and more.\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    private void route(String from, String steps) throws IOException {
        Path file = home.resolve("routes/sources/docs.camel.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "- route:\n    id: docs\n    from:\n" + from + "      steps:\n" + steps);
    }

    private void folderRoute(String steps) throws IOException {
        route("""
                      uri: kamelet:folder-source
                      parameters:
                        path: documents
                        settle: 1ms
                """, steps);
    }

    private void fileRoute(String option) throws IOException {
        route("""
                      uri: file:%s
                      parameters:
                        noop: true
                        idempotent: false
                        recursive: true
                        pollStrategy: "#bean:passes"
                        scheduler: "#schedule"
                        scheduler.cron: "0 0 0 1 1 ?"
                        %s
                """.formatted(home.resolve("documents"), option), """
                        - to: direct:ingest
                """);
    }

    private Run sync() throws InterruptedException, ExecutionException, TimeoutException {
        CheckedHome checked = HomeCheck.check(home, new Problems());
        try (Memory memory = Memory.forWriting(home, checked);
                Freshet freshet = new Freshet(home, checked, memory, false)) {
            freshet.start();
            return freshet.pass("docs", new PassRequest(Kind.SYNC, "test", 0))
                    .done()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private boolean isHeld(String document) {
        try (Memory memory = Memory.forReading(home, Settings.load(home, new Problems()))) {
            return !memory.documents().chunks(new DocumentKey("docs", document)).isEmpty();
        }
    }

    private static Counts counts(long added, long updated, long deleted, long unchanged, long failed) {
        return new Counts(added, updated, deleted, unchanged, failed, 0, 0, 0);
    }

    @Test
    void any_polling_component_is_a_source_by_its_poll_strategy() throws Exception {
        write("c/d.md", "Three");
        fileRoute("autoCreate: false");
        assertThat(sync().counts()).isEqualTo(counts(3, 0, 0, 0, 0));

        write("b.md", "Two again");
        Files.delete(home.resolve("documents/c/d.md"));

        assertThat(sync().counts()).isEqualTo(counts(0, 1, 1, 1, 0));
        assertThat(isHeld("c/d.md")).isFalse();
    }

    @Test
    void a_listing_that_the_component_cut_short_deletes_nothing() throws Exception {
        fileRoute("autoCreate: false");
        sync();
        fileRoute("maxMessagesPerPoll: 1");

        Run run = sync();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.message()).contains("maxMessagesPerPoll=1");
        assertThat(isHeld("a.md")).isTrue();
        assertThat(isHeld("b.md")).isTrue();
    }

    @Test
    void a_document_that_a_copy_of_the_message_brings_in_is_not_taken_for_turned_away() throws Exception {
        folderRoute("""
                        - multicast:
                            steps:
                              - to: direct:ingest
                              - log: "listed"
                """);
        sync();
        write("a.md", "One again");

        assertThat(sync().counts()).isEqualTo(counts(0, 1, 0, 1, 0));
        assertThat(isHeld("a.md")).isTrue();
    }

    @Test
    void a_message_that_comes_twice_fails_and_does_not_wait_for_itself() throws Exception {
        folderRoute("""
                        - to: direct:ingest
                        - to: direct:ingest
                """);

        assertThat(sync().counts().failed()).isEqualTo(2);
    }

    @Test
    void a_body_without_bytes_fails_and_leaves_the_document_as_it_was() throws Exception {
        write("a.json", "");
        Files.writeString(home.resolve("documents/a.json"), "{\"a\": \"text\"}");
        folderRoute("        - to: direct:ingest\n");
        sync();
        folderRoute("""
                        - unmarshal:
                            json: {}
                        - to: direct:ingest
                """);

        assertThat(sync().counts().failed()).isEqualTo(3);
        assertThat(isHeld("a.json")).isTrue();
    }

    @Test
    void a_file_below_what_became_a_file_or_a_link_is_deleted() throws Exception {
        write("c/d.md", "Three");
        write("e/f.md", "Four");
        folderRoute("        - to: direct:ingest\n");
        sync();

        Files.delete(home.resolve("documents/c/d.md"));
        Files.delete(home.resolve("documents/c"));
        Files.writeString(home.resolve("documents/c"), "a file");
        Files.move(home.resolve("documents/e"), home.resolve("moved"));
        Files.createSymbolicLink(home.resolve("documents/e"), home.resolve("moved"));

        assertThat(sync().counts().deleted()).isEqualTo(2);
    }

    @Test
    void another_folder_brings_its_urls_along() throws Exception {
        folderRoute("        - to: direct:ingest\n");
        sync();
        Files.move(home.resolve("documents"), home.resolve("moved"));
        Files.createSymbolicLink(home.resolve("documents"), home.resolve("moved"));
        route("""
                      uri: kamelet:folder-source
                      parameters:
                        path: moved
                        settle: 1ms
                """, "        - to: direct:ingest\n");

        assertThat(sync().counts()).isEqualTo(counts(0, 2, 0, 0, 0));
    }
}
