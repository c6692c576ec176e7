package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.report.Json;
import dev.freshet.state.Database;
import dev.freshet.state.DatabaseException;
import dev.freshet.state.RunStatus;
import dev.freshet.testing.Chaos;
import dev.freshet.testing.Logged;
import dev.freshet.testing.Prose;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: whatever befalls the state's file, the message says what to do, nothing is lost, and no restart is needed. */
class StateFaultsTest {

    @TempDir
    Path folder;

    private TestHome home;

    @BeforeEach
    void a_home() {
        home = TestHome.in(folder);
    }

    private Path file() {
        return home.data().resolve("freshet.db");
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void write(int from, int to) throws IOException {
        Prose prose = new Prose(from);
        for (int i = from; i < to; i++) {
            home.documents().write("note-" + i + ".md", prose.document());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_500, 2_000})
    void a_full_disk_fails_passes_of_a_running_service_and_the_next_one_heals_without_a_restart(int kilobytes)
            throws Exception {
        Files.createDirectories(home.data());
        String data = home.data().toString();
        assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", data),
                "can't mount a small disk");
        write(0, 250);
        try {
            fillAndMend(kilobytes, data);
            assertThat(home.store().indexed()).hasSize(250);
            assertThat(home.verify().isEqual()).isTrue();
            home.assertEqualToFreshIngest();
        } finally {
            runs("umount", "-l", data);
        }
    }

    private void fillAndMend(int kilobytes, String data) throws IOException {
        try (Logged log = Logged.all();
                TestService service = TestService.of(home)) {
            for (int pass = 0; pass < 3; pass++) {
                HttpResponse<String> full = service.post("/webhook/ingest?wait=true", "");

                assertThat(full.body()).containsIgnoringCase("the disk is full").doesNotContain("\"completed\"");
                assertThat(full.statusCode()).as(full.body()).isIn(200, 503);
                if (full.statusCode() == 503) {
                    assertThat(full.headers().firstValue("Retry-After")).hasValue("30");
                }
                assertThatNoDocumentIsToBlame(service);
                assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            }
            Chaos.figure("full disk of %d kB, three passes: %s", kilobytes, log.warnings());
            // one for the folder's rights, one for the first pass, one for each that could not be written down
            assertThat(log.warnings()).as("lines in the log").hasSizeBetween(2, 6);
            assertThat(log.traces()).as("stack traces in the log").isZero();

            assertThat(runs("mount", "-o", "remount,size=200m", data)).isTrue();
            JsonNode roomy = ingest(service);
            assertThat(roomy.at("/runs/0/status").asText())
                    .as(roomy.toPrettyString())
                    .isEqualTo("completed");
            assertThatNoDocumentIsToBlame(service);
            assertThat(home.store().number("SELECT count(*) FROM ingestion_runs WHERE completed_at IS NULL"))
                    .isZero();
        }
    }

    private static void assertThatNoDocumentIsToBlame(TestService service) {
        assertThat(service.memory().documents().failures(10)).isEmpty();
    }

    @Test
    void a_disk_that_fills_up_in_the_middle_of_a_transaction_leaves_the_next_one_alone() throws Exception {
        Files.createDirectories(home.data());
        String data = home.data().toString();
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", data), "can't mount a small disk");
        try (Database database = Database.open(file())) {
            assertThatThrownBy(() -> database.writing(handle -> {
                        for (int i = 0; i < 400_000; i++) {
                            handle.execute("INSERT INTO sources (id, kind) VALUES (?, 'folder')", "source-" + i);
                        }
                    }))
                    .satisfies(failure -> assertThat(DatabaseException.meaning(failure))
                            .hasValueSatisfying(meaning -> assertThat(meaning).startsWith("The disk is full")));
            assertThat(runs("mount", "-o", "remount,size=100m", data)).isTrue();

            database.writing(handle -> handle.execute("INSERT INTO sources (id, kind) VALUES ('one', 'folder')"));

            assertThat(database.<Long>read(handle -> handle.createQuery("SELECT count(*) FROM sources")
                            .mapTo(long.class)
                            .one()))
                    .isEqualTo(1);
        } finally {
            runs("umount", "-l", data);
        }
    }

    private static JsonNode ingest(TestService service) throws IOException {
        return Json.mapper()
                .readTree(service.post("/webhook/ingest?wait=true", "").body());
    }

    @Test
    void a_data_folder_that_may_not_be_written_is_named_with_its_remedy() throws Exception {
        Files.createDirectories(home.data());
        String data = home.data().toString();
        assumeTrue(runs("mount", "-t", "tmpfs", "tmpfs", data), "can't mount a disk");
        try {
            write(0, 3);
            home.sync();
            assertThat(runs("mount", "-o", "remount,ro", data)).isTrue();

            assertThatThrownBy(home::sync).hasMessageContaining(data);

            assertThat(runs("mount", "-o", "remount,rw", data)).isTrue();
            assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =3 !0");
        } finally {
            runs("umount", "-l", data);
        }
    }

    @Test
    void another_program_that_locks_the_database_for_a_while_is_waited_for() throws Exception {
        home.sync();
        write(0, 5);

        Synced synced;
        try (Connection other = locked()) {
            synced = home.sync(TestHome.SYNC, () -> releaseAfter(2, other));
        }

        assertThat(synced.counts()).isEqualTo("completed +5 ~0 -0 =0 !0");
    }

    @Test
    void a_lock_that_outlasts_our_patience_fails_the_pass_and_no_document() throws Exception {
        assumeTrue(Chaos.LONG, "takes longer than SQLite's patience of 30 s");
        try (TestService service = TestService.of(home)) {
            ingest(service);
            write(0, 5);
            JsonNode failed;
            try (Connection other = locked()) {
                releaseAfter(50, other);
                failed = ingest(service);
            }
            JsonNode next = ingest(service);

            assertThat(failed.toString()).contains("in use by another program");
            assertThat(next.at("/runs/0/status").asText()).isEqualTo("completed");
        }
        assertThat(home.store().indexed()).hasSize(5);
        home.store().assertConsistent();
    }

    private Connection locked() throws SQLException {
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        other.createStatement().execute("BEGIN IMMEDIATE");
        return other;
    }

    private static void releaseAfter(int seconds, Connection other) {
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> {
            try {
                other.createStatement().execute("ROLLBACK");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void damage(long at, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            byte[] garbage = new byte[length];
            new java.util.Random(1).nextBytes(garbage);
            channel.write(ByteBuffer.wrap(garbage), at);
        }
    }

    @Test
    void a_file_with_garbage_for_a_header_is_left_as_it_is() throws Exception {
        write(0, 3);
        home.sync();
        damage(0, 200);
        byte[] before = Files.readAllBytes(file());

        assertThatThrownBy(home::sync)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("Put a backup of it back, or move it away and run freshet sync");

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void a_truncated_file_is_left_as_it_is() throws Exception {
        write(0, 30);
        home.sync();
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        byte[] before = Files.readAllBytes(file());

        assertThatThrownBy(home::sync).isInstanceOf(DatabaseException.class).hasMessageContaining("is damaged");

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    /** What a pass doesn't read it can't find; verify reads all of it. */
    @Test
    void garbage_in_the_middle_is_found_by_verify_and_mended_by_moving_the_file_away() throws Exception {
        write(0, 60);
        home.sync();
        damage(Files.size(file()) / 3, 100_000);

        assertThat(isNoticed()).isTrue();
        Files.move(file(), folder.resolve("damaged.db"));
        Files.deleteIfExists(home.data().resolve("freshet.db-wal"));
        Files.deleteIfExists(home.data().resolve("freshet.db-shm"));

        assertThat(home.sync().run().status()).isEqualTo(RunStatus.COMPLETED);
        home.assertEqualToFreshIngest();
    }

    private boolean isNoticed() {
        try {
            return home.verify().flaws().stream().anyMatch(flaw -> flaw.contains("The database file is damaged"));
        } catch (RuntimeException e) {
            return DatabaseException.meaning(e).orElse("").contains("is damaged");
        }
    }
}
