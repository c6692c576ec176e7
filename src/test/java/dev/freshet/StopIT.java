package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FreshIngest;
import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.FreshetProcess.Result;
import dev.freshet.testing.Prose;
import dev.freshet.testing.StoreDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a stop lets the documents in hand finish, and what is left is done after the next start. */
class StopIT {

    private static final int DOCUMENTS = 2_000;

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void a_home_with_many_documents() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        assertThat(FreshetProcess.in(home).run("init").exitCode()).isZero();
        Files.writeString(home.resolve("application.properties"), "freshet.http.port = 0\n");
        Prose prose = new Prose(3);
        for (int i = 0; i < DOCUMENTS; i++) {
            Files.writeString(home.resolve("documents/" + i + ".md"), prose.words(20));
        }
    }

    @Test
    void a_stop_in_the_middle_of_a_bulk_load_ends_well_and_the_next_start_goes_on() throws Exception {
        try (FreshetProcess run = FreshetProcess.in(home).start("run")) {
            run.awaitErr(" began ");
            assertThat(run.endsWithin(3_000)).isFalse();

            run.terminate();

            assertThat(run.endsWithin(25_000)).isTrue();
            Result stopped = run.await();
            assertThat(stopped.exitCode()).as(stopped.toString()).isZero();
            assertThat(stopped.err()).contains("Freshet has stopped.");
        }
        assertThat(StoreDump.query(home, "SELECT status FROM ingestion_runs")).containsExactly("interrupted");
        assertThat(StoreDump.query(home, "SELECT * FROM intents")).isEmpty();
        assertThat(StoreDump.integrity(home)).isEmpty();

        try (FreshetProcess again = FreshetProcess.in(home).start("run")) {
            again.awaitErr(" completed");
            again.terminate();
            assertThat(again.await().exitCode()).isZero();
        }
        assertThat(StoreDump.integrity(home)).isEmpty();
        FreshIngest.assertEqualTo(home, folder.resolve("fresh"));
    }

    @Test
    void a_second_signal_ends_it_at_once() {
        try (FreshetProcess run = FreshetProcess.in(home).start("run")) {
            run.awaitErr(" began ");

            run.terminate();
            run.awaitErr("is stopping");
            run.terminate();

            assertThat(run.endsWithin(5_000)).isTrue();
            assertThat(run.await().exitCode()).isEqualTo(130);
        }
    }

    @Test
    void a_document_that_does_not_finish_in_time_is_left_for_the_next_start() throws Exception {
        Files.writeString(home.resolve("documents/long.txt"), new Prose(5).words(400_000));
        Files.writeString(
                home.resolve("application.properties"), "freshet.http.port = 0\nfreshet.stop.patience = 1s\n");
        try (FreshetProcess run = FreshetProcess.in(home).start("run")) {
            run.awaitErr(" began ");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> StoreDump.query(home, "SELECT document FROM intents")
                            .contains("long.txt"));

            run.terminate();

            assertThat(run.endsWithin(10_000)).isTrue();
            Result stopped = run.await();
            assertThat(stopped.exitCode()).as(stopped.toString()).isEqualTo(3);
            assertThat(stopped.err()).contains("did not finish in time", "the next start");
        }
        Files.delete(home.resolve("documents/long.txt"));

        assertThat(FreshetProcess.in(home).run("sync").exitCode()).isZero();
        assertThat(StoreDump.query(home, "SELECT status FROM ingestion_runs ORDER BY id"))
                .containsExactly("interrupted", "completed");
        FreshIngest.assertEqualTo(home, folder.resolve("fresh"));
    }
}
