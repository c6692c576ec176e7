package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.ChangingFolder;
import dev.freshet.testing.Chaos;
import dev.freshet.testing.CrashPoint;
import dev.freshet.testing.CrashingFreshet;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.HttpStore;
import dev.freshet.testing.PostgresServer;
import dev.freshet.testing.StateHome;
import dev.freshet.testing.StateKind;
import dev.freshet.testing.StoreServer;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills at any moment, by {@code kill -9}, with a store that isn't undone when Freshet dies. {@code KillIT} has the other. */
class RemoteKillsTest {

    private static final int KILLS = Chaos.size(6, 200);
    private static final int DOCUMENTS = 120;

    /** Between two passes, at most; during one it is one every {@link #CHANGE_PERIOD_MS}. */
    private static final int CHANGES = 60;

    private static final int CHANGE_PERIOD_MS = 40;
    private static final int LATEST_KILL_MS = 1_500;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest(name = "state in {0}")
    @EnumSource
    void store_equals_a_fresh_ingest_after_many_kills(StateKind state) throws Exception {
        long seed = Long.getLong("freshet.test.seed", System.nanoTime());
        System.err.println("RemoteKillsTest: seed " + seed + "; to repeat: -Dfreshet.test.seed=" + seed);
        Random random = new Random(seed);
        TestHome home = TestHome.in(folder);
        configure(home, home, state);
        ChangingFolder documents = new ChangingFolder(home.documents().root(), seed);
        documents.add(DOCUMENTS);
        int cut = 0;

        try (StoreServer store = StoreServer.start();
                StoreServer second = StoreServer.start()) {
            for (int kill = 0; kill < KILLS; kill++) {
                cut += killed(home, store, documents, random.nextInt(LATEST_KILL_MS)) ? 1 : 0;
                documents.change(random.nextInt(CHANGES));
            }
            Chaos.figure(
                    "kill -9, remote store, state in %s: %d kills, %d of them cut a pass short", state, KILLS, cut);
            pass(home, store);
            TestHome fresh = TestHome.withoutSource(Files.createDirectory(folder.resolve("second")));
            configure(fresh, home, state);
            pass(fresh, second);

            assertThat(cut).isGreaterThanOrEqualTo(KILLS / 3);
            assertThat(store.contents()).isNotEmpty().isEqualTo(second.contents());
            assertThat(home.store().documents()).isEqualTo(fresh.store().documents());
            assertThat(home.store().number("SELECT count(*) FROM chunks_in_doubt"))
                    .isZero();
            assertThat(home.store().number("SELECT count(*) FROM intents")).isZero();
            assertThat(home.store().number("SELECT count(*) FROM ingestion_runs WHERE status = 'running'"))
                    .isZero();
        }
    }

    private static void configure(TestHome made, TestHome documents, StateKind state) {
        if (state == StateKind.POSTGRESQL) {
            StateHome.with(made, PostgresServer.get().uri().toString(), PostgresServer.newName())
                    .option("freshet.state.timeout", "30s");
        }
        made.source("docs", documents.documents().root()).write();
        made.option("freshet.chunk.size", "32")
                .option("freshet.chunk.overlap", "0")
                .option("freshet.retry.attempts", "100")
                .option("freshet.delete-guard.percent", "100");
    }

    /** Whether the kill cut a pass short: its run is still open. Files change until the process is gone. */
    private static boolean killed(TestHome home, StoreServer store, ChangingFolder documents, int milliseconds)
            throws IOException, InterruptedException {
        long before = store.calls();
        Process process = CrashingFreshet.start(home.path(), store.uri(), TestHome.SYNC, CrashPoint.NONE, 1);
        while (process.isAlive() && store.calls() == before) {
            changeAndWait(process, documents, CHANGE_PERIOD_MS);
        }
        for (int left = milliseconds; left > 0; left -= CHANGE_PERIOD_MS) {
            changeAndWait(process, documents, Math.min(left, CHANGE_PERIOD_MS));
        }
        process.destroyForcibly().waitFor();
        return home.store().number("SELECT count(*) FROM ingestion_runs WHERE status = 'running'") > 0;
    }

    private static void changeAndWait(Process process, ChangingFolder documents, int milliseconds)
            throws InterruptedException {
        documents.change(1);
        process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    private static void pass(TestHome home, StoreServer store) {
        var run = CrashingFreshet.pass(
                home.path(), database -> new HttpStore(store.uri()), TestHome.SYNC, new HashEmbedder());
        assertThat(run.status().text()).as(run.message()).isEqualTo("completed");
        assertThat(run.counts().failed()).isZero();
    }
}
