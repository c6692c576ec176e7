package dev.freshet.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.pass.PassRequest.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: a pass that was due while nothing ran is known to be missed, to the second and in the source's time zone. */
class TimetableTest {

    private static final String NIGHTLY = "0 0 3 * * ?";

    private static Timetable nightly(String timeZone) {
        return new Timetable(Map.of(Kind.SYNC, NIGHTLY), "15m", timeZone);
    }

    @ParameterizedTest
    @CsvSource({
        // three o'clock in Zurich is two o'clock UTC in winter
        "Europe/Zurich, 2026-01-20T01:00:00Z, 2026-01-20T01:59:59Z, false",
        "Europe/Zurich, 2026-01-20T01:00:00Z, 2026-01-20T02:00:00Z, true",
        "UTC, 2026-01-20T01:00:00Z, 2026-01-20T02:59:59Z, false",
        "UTC, 2026-01-20T01:00:00Z, 2026-01-20T03:00:00Z, true",
        // and one o'clock from the end of March on, in the very night in which the clocks change
        "Europe/Zurich, 2026-03-28T12:00:00Z, 2026-03-29T00:59:59Z, false",
        "Europe/Zurich, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z, true",
        // a moment later on the same day was the firing after it
        "UTC, 2026-01-20T03:00:00Z, 2026-01-21T02:59:59Z, false",
        "UTC, 2026-01-20T03:00:00Z, 2026-03-21T02:59:59Z, true",
    })
    void a_cron_expression_is_read_in_its_time_zone(String timeZone, Instant since, Instant now, boolean missed) {
        assertThat(nightly(timeZone).missed(Kind.SYNC, since, now)).isEqualTo(missed);
    }

    @Test
    void an_interval_is_missed_when_it_is_over() {
        Timetable timetable = new Timetable(Map.of(), "15m", "");
        Instant since = Instant.parse("2026-01-20T01:00:00Z");

        assertThat(timetable.missed(Kind.SYNC, since, since.plus(Duration.ofMinutes(14))))
                .isFalse();
        assertThat(timetable.missed(Kind.SYNC, since, since.plus(Duration.ofMinutes(15))))
                .isTrue();
    }

    @Test
    void what_has_no_schedule_is_never_missed() {
        Instant since = Instant.parse("2026-01-20T01:00:00Z");
        Timetable timetable = nightly("UTC");

        assertThat(timetable.missed(Kind.REBUILD, since, since.plus(Duration.ofDays(900))))
                .isFalse();
        assertThat(timetable.schedule(Kind.FULL)).isEmpty();
        assertThat(timetable.interval(Kind.SYNC))
                .as("the interval beside a cron expression")
                .isEmpty();
    }

    @Test
    void a_plus_stands_for_a_space_as_it_does_in_a_uri() {
        Timetable timetable = new Timetable(Map.of(Kind.REBUILD, "0+0+3+*+*+?"), "", "UTC");
        Instant since = Instant.parse("2026-01-20T01:00:00Z");

        assertThat(timetable.missed(Kind.REBUILD, since, since.plus(Duration.ofHours(2))))
                .isTrue();
    }
}
