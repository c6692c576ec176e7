package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.ChangingFolder;
import dev.freshet.testing.Chaos;
import dev.freshet.testing.FreshIngest;
import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.FreshetProcess.Result;
import dev.freshet.testing.Prose;
import dev.freshet.testing.StoreDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: killing the process at any moment loses nothing and leaves nothing behind after the next pass. Kills real
 * processes, with SIGKILL.
 */
class KillIT {

    private static final int KILLS = Chaos.size(20, 200);
    private static final int DOCUMENTS = 240;

    /** Between two runs, at most; while one runs it is one every {@link #CHANGE_PERIOD_MS}. */
    private static final int CHANGES = 120;

    private static final int CHANGE_PERIOD_MS = 40;

    /** The settle time of one second and work for some more: most kills must fall before the end of their run. */
    private static final int LATEST_KILL_MS = 2_000;

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void a_home_with_an_empty_documents_folder() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        assertThat(FreshetProcess.in(home).run("init").exitCode()).isZero();
        Files.delete(home.resolve("documents/welcome.md"));
    }

    @Test
    void ends_with_a_store_equal_to_a_fresh_one_after_many_kills_while_files_change() throws IOException {
        long seed = Long.getLong("freshet.test.seed", System.nanoTime());
        System.err.println("KillIT: seed " + seed + "; to repeat: -Dfreshet.test.seed=" + seed);
        Random random = new Random(seed);
        ChangingFolder documents = new ChangingFolder(home.resolve("documents"), seed);
        documents.add(DOCUMENTS / 2);
        Files.writeString(home.resolve("application.properties"), "freshet.delete-guard.percent = 100\n");
        assertThat(FreshetProcess.in(home).run("sync").exitCode()).isZero();
        documents.add(DOCUMENTS / 2);
        int cut = 0;

        for (int kill = 0; kill < KILLS; kill++) {
            cut += syncKilledAfter(random.nextInt(LATEST_KILL_MS), documents) ? 1 : 0;
            documents.change(random.nextInt(CHANGES));
        }
        Chaos.figure("kill -9, store in the state's database: %d kills, %d of them cut a pass short", KILLS, cut);
        Result quiet = FreshetProcess.in(home).run("sync");

        assertThat(quiet.exitCode()).as(quiet.toString()).isZero();
        assertThat(cut).as("kills that cut a run short").isGreaterThanOrEqualTo(KILLS / 2);
        assertThat(StoreDump.query(home, "SELECT * FROM intents")).isEmpty();
        assertThat(StoreDump.query(home, "SELECT * FROM ingestion_runs WHERE status = 'running'"))
                .isEmpty();
        assertThat(StoreDump.query(home, "SELECT id FROM ingestion_runs WHERE status = 'interrupted'"))
                .hasSize(cut);
        assertThat(StoreDump.query(home, "SELECT * FROM documents WHERE status <> 'indexed'"))
                .isEmpty();
        assertThat(StoreDump.integrity(home)).isEmpty();
        FreshIngest.assertEqualTo(home, folder.resolve("fresh"));
    }

    /** Whether the kill cut a run short, which it doesn't when the run was done before. */
    private boolean syncKilledAfter(int milliseconds, ChangingFolder documents) {
        try (FreshetProcess sync = FreshetProcess.in(home).start("sync")) {
            sync.awaitErr(" began ");
            long end = System.nanoTime() + milliseconds * 1_000_000L;
            while (System.nanoTime() < end && !sync.endsWithin(CHANGE_PERIOD_MS)) {
                documents.change(1);
            }
            sync.kill();
            System.err.println("KillIT: killed " + milliseconds + " ms after the pass began");
            return !sync.err().contains(" completed: ") && !sync.err().contains(" held: ");
        }
    }

    /**
     * The poison is a text that needs more memory than the process has; the virtual machine ends at once over it. For
     * that the limits of extraction are raised above what the process has: with the usual ones the text fails by itself,
     * see {@link HostileDocumentsIT}.
     */
    @Test
    void quarantines_a_document_that_the_process_dies_of_and_brings_the_others_through() throws IOException {
        Files.writeString(home.resolve("application.properties"), """
                freshet.retry.attempts = 3
                freshet.extract.max-text = 400000000
                freshet.extract.memory = 2GB
                """);
        Prose prose = new Prose(7);
        for (int i = 0; i < 20; i++) {
            Files.writeString(home.resolve("documents/harmless-" + i + ".md"), prose.document());
        }
        Files.writeString(home.resolve("documents/a-poison.txt"), prose.words(6_000_000));

        int deaths = 0;
        Result last;
        do {
            last = FreshetProcess.in(home)
                    .jvm("-Xmx160m", "-XX:+ExitOnOutOfMemoryError")
                    .run("sync");
            deaths += last.err().contains("Terminating due to java.lang.OutOfMemoryError")
                            || last.out().contains("Terminating due to java.lang.OutOfMemoryError")
                    ? 1
                    : 0;
        } while (last.exitCode() > 1 && deaths < 10);

        assertThat(deaths).as(last.toString()).isEqualTo(3);
        assertThat(last.exitCode()).as(last.toString()).isEqualTo(1);
        assertThat(StoreDump.query(home, "SELECT document, status, attempts FROM documents WHERE status <> 'indexed'"))
                .containsExactly("a-poison.txt | quarantined | 3");
        assertThat(StoreDump.query(home, "SELECT count(*) FROM documents WHERE status = 'indexed'"))
                .containsExactly("20");
        assertThat(FreshetProcess.in(home).run("status").out())
                .contains("a-poison.txt", "The process ended while it worked on this document", "freshet retry");
    }
}
