package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Logged;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a clock that is set back while the service runs is noticed by the next look, and told of once. */
class ClockWatchTest {

    private final SteppedClock clock = new SteppedClock();
    private final List<Duration> told = new ArrayList<>();
    private final Logged log = Logged.all();
    private long nanos = Duration.ofDays(3).toNanos();

    @AfterEach
    void stop() {
        log.close();
    }

    /** A clock that shows what the test sets it to. */
    private static final class SteppedClock extends Clock {

        private Instant now = Instant.parse("2026-11-27T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private void passes(Duration time, Duration step) {
        nanos += time.toNanos();
        clock.now = clock.now.plus(time).plus(step);
    }

    @Test
    void a_step_back_is_told_once_with_its_length() {
        try (ClockWatch watch = new ClockWatch(clock, () -> nanos, told::add)) {
            passes(Duration.ofSeconds(10), Duration.ZERO);
            watch.look();

            passes(Duration.ofSeconds(10), Duration.ofDays(-1));
            watch.look();
            passes(Duration.ofSeconds(10), Duration.ZERO);
            watch.look();
        }

        assertThat(told).containsExactly(Duration.ofDays(1));
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .startsWith("WARN ")
                .contains("set back by 86400 s");
    }

    /** Time servers move clocks by less; what was missed by a step forward is fired by Quartz itself. */
    @Test
    void a_small_step_and_a_step_forward_are_none() {
        try (ClockWatch watch = new ClockWatch(clock, () -> nanos, told::add)) {
            passes(Duration.ofSeconds(10), Duration.ofMillis(-900));
            watch.look();
            passes(Duration.ofSeconds(10), Duration.ofDays(1));
            watch.look();
        }

        assertThat(told).isEmpty();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void a_running_service_has_its_schedules_follow(@TempDir Path folder) {
        TestHome home = TestHome.in(folder);
        home.docs().with("every", "1h").write();
        try (TestService service = TestService.of(home)) {
            service.service().clockSetBack(Duration.ofMinutes(30));

            Instant next = service.service().nextRun("docs").orElseThrow();
            assertThat(Duration.between(Instant.now(), next)).isBetween(Duration.ofMinutes(28), Duration.ofMinutes(31));
        }
    }
}
