package dev.freshet.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.TransitionCheckResult;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one remote. It opens after three calls in a row that failed, or when the remote asks to be left
 * alone; then one call at a time is a trial. An outage is logged once when it begins and once when it is over. Safe for many
 * threads.
 */
public final class Breaker {

    /** Calls in a row: one or two may be an accident. */
    static final int FEW = 3;

    /** A remote that wants more is asked all the same. */
    private static final Duration LONGEST_WISH = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final String remote;
    private final CircuitBreaker circuit;
    private @Nullable Outage failing;

    /**
     * Makes it.
     *
     * @param remote its name for people
     * @param pause how long it is left alone at first; the pause doubles with each trial that fails
     * @param longestPause to this
     * @param isOutage which failures say that it can't be used; after all others it can. It must not throw
     * @param isNoAnswer which failures say nothing of it
     * @param clock by which it waits; goes forward only
     */
    Breaker(
            String remote,
            Duration pause,
            Duration longestPause,
            Predicate<Throwable> isOutage,
            Predicate<Throwable> isNoAnswer,
            Clock clock) {
        this.remote = remote;
        this.circuit = CircuitBreaker.of(remote, config(pause, longestPause, isOutage, isNoAnswer, clock));
        circuit.getEventPublisher()
                .onError(event -> failed(event.getThrowable()))
                .onSuccess(event -> worked());
    }

    private static CircuitBreakerConfig config(
            Duration pause,
            Duration longestPause,
            Predicate<Throwable> isOutage,
            Predicate<Throwable> isNoAnswer,
            Clock clock) {
        long longest = Math.max(pause.toMillis(), longestPause.toMillis());
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowSize(FEW)
                .minimumNumberOfCalls(FEW)
                .failureRateThreshold(100)
                // slow is not down
                .slowCallDurationThreshold(Duration.ofDays(1))
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialBackoff(pause.toMillis(), 2.0, longest))
                .recordException(isOutage)
                .ignoreException(isNoAnswer)
                .transitionOnResult(Breaker::openedByWish)
                .build();
    }

    private static TransitionCheckResult openedByWish(Either<Object, Throwable> result) {
        Duration wish = result.isRight() ? wish(result.get()) : null;
        return wish == null || wish.isNegative() || wish.isZero()
                ? TransitionCheckResult.noTransition()
                : TransitionCheckResult.transitionToOpenAndWaitFor(
                        wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH);
    }

    private static @Nullable Duration wish(Throwable failure) {
        if (failure instanceof OutageException outage) {
            return outage.retryAfter();
        }
        return failure.getCause() instanceof OutageException outage ? outage.retryAfter() : null;
    }

    /** The breaker itself, to be asked before each call and told of its end. */
    public CircuitBreaker circuit() {
        return circuit;
    }

    private synchronized void failed(Throwable cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        failing = failing == null
                ? new Outage(remote, Instant.now(), 1, reason)
                : new Outage(remote, failing.since(), failing.calls() + 1, reason);
        if (failing.calls() == FEW) {
            LOG.warn("{}", failing.message());
        }
    }

    private synchronized void worked() {
        if (failing != null && failing.calls() >= FEW) {
            LOG.info("{}", failing.overMessage());
        }
        failing = null;
    }

    /** What goes on, after three failures in a row. */
    public synchronized Optional<Outage> outage() {
        return Optional.ofNullable(failing).filter(outage -> outage.calls() >= FEW);
    }

    /** Why no call is let through. */
    public synchronized String refusal() {
        return failing == null ? remote + " is being tried again" : failing.message();
    }

    /** Whether calls are let through as ever. */
    public boolean isClosed() {
        return circuit.getState() == CircuitBreaker.State.CLOSED;
    }
}
