package dev.freshet.embed.http;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets so much through in a minute, evenly: who takes much has the next one wait for it. Nothing is saved up, because
 * servers count in shorter times than the minute that they tell. Safe for many threads, who get their turn in order.
 */
final class RateLimit {

    private static final double MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int perMinute;
    private final LongSupplier nanos;
    private long next;

    /**
     * @param perMinute 0 = no limit
     * @param nanos the time, as {@link System#nanoTime} tells it
     */
    RateLimit(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
        this.next = nanos.getAsLong();
    }

    /** Takes an amount, and waits for its turn. */
    void take(long amount) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(reserve(amount));
    }

    /** Takes an amount; gives the time until its turn, in ns. */
    synchronized long reserve(long amount) {
        if (perMinute == 0) {
            return 0;
        }
        long now = nanos.getAsLong();
        long wait = Math.max(0, next - now);
        next = now + wait + Math.round(amount * MINUTE / perMinute);
        return wait;
    }
}
