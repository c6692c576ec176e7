package dev.freshet.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.change.RetryPolicy.Next;
import dev.freshet.document.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest(name = "failure {0}: after {1} seconds at most")
    @CsvSource({"1, 60", "2, 120", "3, 240", "6, 1920", "7, 3600", "60, 3600", "99, 3600"})
    void the_delay_doubles_up_to_the_longest_and_is_shortened_by_up_to_a_half(int failures, long longest) {
        RetryPolicy policy = new RetryPolicy(100, Duration.ofMinutes(1), Duration.ofHours(1));
        Random random = new Random(7);

        for (int i = 0; i < 100; i++) {
            Next next = policy.after(failures, NOW, random);

            assertThat(next.status()).isEqualTo(Status.FAILED);
            assertThat(Duration.between(NOW, Objects.requireNonNull(next.nextAttemptAt())))
                    .isBetween(Duration.ofMillis(longest * 500), Duration.ofSeconds(longest));
        }
    }

    @Test
    void the_last_attempt_ends_in_quarantine() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofMinutes(1), Duration.ofHours(1));

        assertThat(policy.after(2, NOW, new Random(7)).status()).isEqualTo(Status.FAILED);
        assertThat(policy.after(3, NOW, new Random(7))).isEqualTo(new Next(Status.QUARANTINED, null));
        assertThat(policy.after(4, NOW, new Random(7))).isEqualTo(new Next(Status.QUARANTINED, null));
    }
}
