package dev.freshet.cli;

import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;

/**
 * SIGINT and SIGTERM, taken by the main thread. Not a shutdown hook: those run all at once, and the model's native library
 * brings one that takes its environment away from threads that still compute.
 */
final class StopSignal {

    private static final int INTERRUPTED = 130;

    private final CountDownLatch asked = new CountDownLatch(1);

    /** Listens from now on. The second signal ends the process at once. */
    StopSignal() {
        Signals.register("INT", this::hear);
        Signals.register("TERM", this::hear);
    }

    private void hear() {
        if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        asked.countDown();
    }

    void await() throws InterruptedException {
        asked.await();
    }
}
