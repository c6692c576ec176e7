package dev.freshet.change;

import dev.freshet.document.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed document is tried again: after {@code firstDelay}, then twice as long each time up to {@code maxDelay},
 * each delay shortened by up to a half at random so that documents that failed together don't come back together. After
 * {@code attempts} attempts it is quarantined.
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration maxDelay) {

    private static final int MAX_DOUBLINGS = 40;

    /**
     * What follows from a failure.
     *
     * @param nextAttemptAt null for a quarantined document
     */
    public record Next(Status status, @Nullable Instant nextAttemptAt) {}

    /**
     * Decides.
     *
     * @param failures failed attempts so far, this one included
     */
    public Next after(int failures, Instant now, RandomGenerator random) {
        if (failures >= attempts) {
            return new Next(Status.QUARANTINED, null);
        }
        return new Next(Status.FAILED, now.plus(delay(failures, random)));
    }

    private Duration delay(int failures, RandomGenerator random) {
        double doubled = firstDelay.toMillis() * Math.pow(2, Math.min(failures - 1, MAX_DOUBLINGS));
        double capped = Math.min(doubled, (double) maxDelay.toMillis());
        return Duration.ofMillis((long) (capped * (1 - random.nextDouble() / 2)));
    }
}
