package dev.freshet.source.web;

import java.util.function.BooleanSupplier;

/** The time that a host wants between two calls, where it is longer than our own. */
final class Pace {

    /** Between two looks whether waiting is over, in ms. */
    private static final long PATIENCE = 250;

    private final long delay;
    private long next = System.nanoTime();

    /**
     * @param delay in ms
     */
    Pace(long delay) {
        this.delay = delay;
    }

    /** Waits for a call's turn. */
    synchronized void await(BooleanSupplier cancelled) throws InterruptedException {
        for (long wait = untilTurn(); wait > 0 && !cancelled.getAsBoolean(); wait = untilTurn()) {
            Thread.sleep(Math.min(wait, PATIENCE));
        }
        next = System.nanoTime() + delay * 1_000_000;
    }

    private long untilTurn() {
        return Math.max(0, (next - System.nanoTime() + 999_999) / 1_000_000);
    }
}
