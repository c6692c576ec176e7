package dev.freshet.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final Breakers breakers = new Breakers(Duration.ofMillis(200), Duration.ofMinutes(1));
    private final Breaker breaker = breakers.model();
    private int calls;
    private long lastFailure;

    private void call(@Nullable RuntimeException failure) {
        breaker.circuit().executeRunnable(() -> {
            calls++;
            if (failure != null) {
                lastFailure = System.nanoTime();
                throw failure;
            }
        });
    }

    private Duration sinceLastFailure() {
        return Duration.ofNanos(System.nanoTime() - lastFailure);
    }

    private void fail(RuntimeException failure) {
        assertThatThrownBy(() -> call(failure)).isSameAs(failure);
    }

    @Test
    void opens_after_three_failures_in_a_row_and_tells_since_when() {
        Instant before = Instant.now();
        fail(new OutageException("it answered 500", null));
        fail(new OutageException("it answered 501", null));
        assertThat(breakers.outages()).isEmpty();

        fail(new OutageException("it answered 502", null));

        assertThatThrownBy(() -> call(null)).isInstanceOf(CallNotPermittedException.class);
        assertThat(calls).isEqualTo(3);
        assertThat(breakers.outages()).singleElement().satisfies(outage -> {
            assertThat(outage.since()).isBetween(before, Instant.now());
            assertThat(outage.message()).contains("The model has been out of reach since", "it answered 502");
        });
        assertThat(breakers.open()).containsEntry(Breakers.MODEL, true).containsEntry(Breakers.STORE, false);
    }

    @Test
    void one_success_between_failures_keeps_it_closed() {
        for (int i = 0; i < 5; i++) {
            fail(new OutageException("it answered 500", null));
            fail(new OutageException("it answered 500", null));
            call(null);
        }

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void what_is_wrong_with_a_document_is_no_outage() {
        for (int i = 0; i < 5; i++) {
            fail(new IllegalArgumentException("the text is too long"));
        }

        assertThat(breaker.isClosed()).isTrue();
        assertThat(breakers.outages()).isEmpty();
    }

    @Test
    void one_trial_after_the_pause_closes_it() {
        for (int i = 0; i < 3; i++) {
            fail(new OutageException("it answered 500", null));
        }

        Awaitility.await().ignoreException(CallNotPermittedException.class).untilAsserted(() -> call(null));

        assertThat(calls).isEqualTo(4);
        assertThat(breaker.isClosed()).isTrue();
        assertThat(breakers.outages()).isEmpty();
    }

    @Test
    void trial_that_fails_opens_it_again_for_longer() {
        for (int i = 0; i < 3; i++) {
            fail(new OutageException("it answered 500", null));
        }
        OutageException again = new OutageException("it answered 500", null);

        Awaitility.await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> fail(again));

        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .ignoreException(CallNotPermittedException.class)
                .untilAsserted(() -> call(null));
        assertThat(sinceLastFailure()).isGreaterThan(Duration.ofMillis(350));
    }

    @Test
    void wish_to_be_left_alone_opens_it_at_once_and_for_that_long() {
        fail(new OutageException("it answered 429", Duration.ofMillis(700), null));

        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .ignoreException(CallNotPermittedException.class)
                .untilAsserted(() -> call(null));

        assertThat(sinceLastFailure()).isGreaterThan(Duration.ofMillis(650));
        assertThat(calls).isEqualTo(2);
    }

    /** By the machine's clock, one that was set back by a day would leave the remote alone for a day. */
    @Test
    void waits_by_what_has_passed_and_not_by_what_the_machines_clock_says() {
        Duration pause = Duration.ofMinutes(1);
        AtomicLong nanos = new AtomicLong();
        Clock forward = new ForwardClock(Instant.parse("2099-01-01T00:00:00Z"), nanos::get);
        Breaker waiting = new Breakers(pause, pause, forward).store();
        for (int i = 0; i < 3; i++) {
            waiting.circuit().onError(1, TimeUnit.MILLISECONDS, new OutageException("it answered 500", null));
        }

        nanos.addAndGet(pause.minusSeconds(1).toNanos());
        assertThat(waiting.circuit().tryAcquirePermission()).isFalse();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(waiting.circuit().tryAcquirePermission()).isTrue();

        assertThat(breaker.circuit().getCircuitBreakerConfig().getClock()).isInstanceOf(ForwardClock.class);
    }
}
