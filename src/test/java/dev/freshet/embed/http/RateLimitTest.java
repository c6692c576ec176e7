package dev.freshet.embed.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private long now = 5;

    private static long ms(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Test
    void without_a_limit_nobody_waits() {
        RateLimit free = new RateLimit(0, () -> now);

        assertThat(free.reserve(1_000_000)).isZero();
        assertThat(free.reserve(1_000_000)).isZero();
    }

    @Test
    void the_next_one_waits_for_what_was_taken_and_all_in_turn() {
        RateLimit limit = new RateLimit(600, () -> now);

        assertThat(limit.reserve(10)).isZero();
        assertThat(ms(limit.reserve(5))).isEqualTo(1_000);
        assertThat(ms(limit.reserve(1))).isEqualTo(1_500);
    }

    @Test
    void time_without_requests_is_not_saved_up() {
        RateLimit limit = new RateLimit(60, () -> now);
        limit.reserve(1);

        now += TimeUnit.MINUTES.toNanos(10);

        assertThat(limit.reserve(1)).isZero();
        assertThat(ms(limit.reserve(1))).isEqualTo(1_000);
    }
}
