package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.pass.Pass;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.Chaos;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.HttpEmbedder;
import dev.freshet.testing.ModelServer;
import dev.freshet.testing.ModelServer.Answer;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.TestHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is slow, and away for a while, makes the listing wait; nothing piles up in front of it. */
class BackpressureTest {

    private static final int NOTES = Chaos.size(3_000, 25_000);
    private static final int WORKERS = 2;
    private static final int QUEUE = 8;

    /** Files that the listing of a folder may be ahead. */
    private static final int LOOK_AHEAD = 20_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ModelServer model = ModelServer.start();
    private final FaultProxy proxy = FaultProxy.to(model.uri());
    private final AtomicLong inHand = new AtomicLong();
    private final AtomicLong ahead = new AtomicLong();
    private int calls;
    private long heapEarly;
    private long heapLate;

    @AfterEach
    void stop() {
        proxy.close();
        model.close();
    }

    private static void most(AtomicLong most, long now) {
        most.accumulateAndGet(now, Math::max);
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    /** Looks at each call of the model, and makes the model slow for 100 calls, then resets all connections. */
    private Answer watched(Pass pass) {
        calls++;
        most(inHand, pass.inHand());
        most(ahead, pass.listedCount() - pass.counts(0).added());
        if (calls == 100) {
            proxy.delays(Duration.ofMillis(50));
        } else if (calls == 200) {
            proxy.does(FaultProxy.Fault.RESET);
            heapEarly = heap();
        } else if (calls == NOTES - 100) {
            heapLate = heap();
        }
        return Answer.RIGHT;
    }

    @Test
    void no_more_documents_are_in_hand_than_workers_and_queue_hold() throws Exception {
        TestHome home = TestHome.in(folder)
                .option("freshet.workers", Integer.toString(WORKERS))
                .option("freshet.queue", Integer.toString(QUEUE))
                .option("freshet.outage.patience", "5m")
                .option("freshet.outage.pause", "500ms");
        home.documents().writeNotes(NOTES);
        try (OpenHome open = OpenHome.of(home, EmbeddedStore::new, new HttpEmbedder(proxy.uri()))) {
            model.failing(texts ->
                    open.freshet().passes().active("docs").map(this::watched).orElse(Answer.RIGHT));
            long before = System.nanoTime();
            CompletableFuture<Run> pass =
                    open.freshet().pass("docs", TestHome.SYNC).done().orTimeout(Chaos.size(120, 540), TimeUnit.SECONDS);

            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> heapEarly > 0);
            // nobody gets through now; who would pile up does
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> open.freshet().passes().active().forEach(active -> {
                        most(inHand, active.inHand());
                        assertThat(active.inHand()).isLessThanOrEqualTo(WORKERS + QUEUE + 1L);
                    }));
            proxy.does(FaultProxy.Fault.NONE);
            Run run = pass.get();

            Chaos.figure(
                    "%d documents in %d s: in hand at most %d, listed ahead at most %d, heap %d MB early, %d MB late",
                    NOTES,
                    Duration.ofNanos(System.nanoTime() - before).toSeconds(),
                    inHand.get(),
                    ahead.get(),
                    heapEarly,
                    heapLate);
            assertThat(run.status()).as(run.message()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.counts().added()).isEqualTo(NOTES);
            assertThat(run.counts().failed()).isZero();
        }
        // the listing's own thread takes one when the queue is full
        assertThat(inHand.get()).isBetween(WORKERS + QUEUE + 0L, WORKERS + QUEUE + 1L);
        assertThat(ahead.get()).isLessThanOrEqualTo(LOOK_AHEAD + WORKERS + QUEUE + 1);
        assertThat(heapLate - heapEarly).as("MB of heap").isLessThan(64);
    }
}
