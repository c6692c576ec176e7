package dev.freshet;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the machine's clock was set back, by comparing it with {@link System#nanoTime}. Its own looks wait by the
 * latter: what waits by the clock, as Quartz does, sleeps for as long as it was set back.
 */
final class ClockWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private static final int SECONDS_BETWEEN_LOOKS = 10;

    /** A schedule that is late by less needs no word. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Clock clock;
    private final LongSupplier nanos;
    private final Consumer<Duration> setBack;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "freshet-clock");
        thread.setDaemon(true);
        return thread;
    });
    private long ahead;

    /**
     * Makes it; {@link #start} starts it.
     *
     * @param setBack is told by how much the clock was set back
     */
    ClockWatch(Clock clock, LongSupplier nanos, Consumer<Duration> setBack) {
        this.clock = clock;
        this.nanos = nanos;
        this.setBack = setBack;
        this.ahead = ahead();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a look says itself what goes wrong
    void start() {
        looks.scheduleWithFixedDelay(this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    private long ahead() {
        return clock.millis() - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    }

    synchronized void look() {
        long before = ahead;
        ahead = ahead();
        Duration back = Duration.ofMillis(before - ahead);
        if (back.compareTo(TOLERANCE) > 0) {
            LOG.warn(
                    "The machine's clock was set back by {} s. Schedules and ages count from its new time.",
                    back.toSeconds());
            try {
                setBack.accept(back);
            } catch (RuntimeException e) {
                LOG.error("Schedules could not follow the clock. Restart Freshet.", e);
            }
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
