package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.state.Runs.Run;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while a pass runs. */
class MovingTargetsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestFolder documents;

    @BeforeEach
    void makeHome() {
        home = TestHome.in(folder);
        documents = home.documents();
    }

    private void slowDown() {
        home.docs().step("delay: {expression: {constant: '2000'}}").write();
    }

    private void awaitRunning() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    Path database = home.data().resolve("freshet.db");
                    return Files.exists(database) && hasOpenRun();
                });
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    }

    private boolean hasOpenRun() {
        try {
            return home.store().number("SELECT count(*) FROM ingestion_runs WHERE status = 'running'") > 0;
        } catch (IllegalStateException beforeTheSchemaIsThere) {
            return false;
        }
    }

    @Test
    void file_that_is_still_being_written_waits_for_the_next_pass() throws Exception {
        home.docs().with("settle", "300ms").write();
        Path file = documents.write("growing.md", "# Growing\n\n");
        documents.write("still.md", "# Still\n\nStill.\n");
        AtomicBoolean writing = new AtomicBoolean(true);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> append(file, writing));

        Synced during = home.sync();

        writing.set(false);
        writer.join();
        assertThat(during.counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        assertThat(during.run().counts().deferred()).isEqualTo(1);
        assertThat(home.store().indexed()).containsExactly("still.md");
        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =1 !0");
        home.assertEqualToFreshIngest();
    }

    private static void append(Path file, AtomicBoolean writing) {
        while (writing.get()) {
            try {
                Files.writeString(file, "One more line.\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    void file_that_changes_between_listing_and_reading_waits_for_the_next_pass() throws Exception {
        slowDown();
        documents.write("gate.md", "# Gate\n\nThe gate.\n");
        CompletableFuture<Synced> sync = CompletableFuture.supplyAsync(() -> home.sync());
        awaitRunning();
        documents.write("gate.md", "# Gate\n\nThe gate was moved.\n");

        Synced during = sync.join();

        assertThat(during.counts()).isEqualTo("completed +0 ~0 -0 =0 !0");
        assertThat(during.run().counts().deferred()).isEqualTo(1);
        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void file_that_goes_away_between_listing_and_reading_is_no_failure() throws Exception {
        slowDown();
        documents.write("gate.md", "# Gate\n\nThe gate.\n");
        CompletableFuture<Synced> sync = CompletableFuture.supplyAsync(() -> home.sync());
        awaitRunning();
        documents.delete("gate.md");

        Synced during = sync.join();

        assertThat(during.counts()).isEqualTo("completed +0 ~0 -0 =0 !0");
        assertThat(during.run().counts().deferred()).isEqualTo(1);
        home.assertEqualToFreshIngest();
    }

    @Test
    void passes_asked_for_at_once_run_one_after_the_other() throws Exception {
        documents.writeNotes(5);

        List<Run> runs = new ArrayList<>(home.syncAtOnce(TestHome.SYNC, TestHome.FULL));

        runs.sort(java.util.Comparator.comparingLong(Run::id));
        assertThat(runs.get(0).counts().added()).isEqualTo(5);
        assertThat(runs.get(1).counts().unchanged()).isEqualTo(5);
        assertThat(runs.get(1).startedAt())
                .isAfterOrEqualTo(java.util.Objects.requireNonNull(runs.get(0).completedAt()));
        home.assertEqualToFreshIngest();
    }
}
