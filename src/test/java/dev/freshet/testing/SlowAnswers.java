package dev.freshet.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long a server of the test's takes for each answer. Safe for many threads. */
public final class SlowAnswers {

    private volatile Duration time = Duration.ZERO;

    /** So long from now on. */
    public void take(Duration longer) {
        time = longer;
    }

    /** Waits so long. */
    public void await() {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
