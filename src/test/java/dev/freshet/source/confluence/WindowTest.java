package dev.freshet.source.confluence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A search for changes begins early enough, whatever clocks and zones do. */
class WindowTest {

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:59Z");

    private static String condition(String server, String zone) {
        return new Window(Instant.parse(server), NOON, ZoneId.of(zone), List.of()).condition(NOON);
    }

    private static String since(String local) {
        return "(lastmodified >= \"" + local + "\" or lastmodified >= now(\"-121m\"))";
    }

    @Test
    void time_is_that_of_the_account_in_minutes_and_reaches_back() {
        assertThat(condition("2026-03-29T12:00:59Z", "America/Los_Angeles")).isEqualTo(since("2026-03-29 03:00"));
    }

    @Test
    void hour_that_comes_twice_is_covered_in_either_reading() {
        assertThat(condition("2026-10-25T02:30:00Z", "Europe/Zurich")).isEqualTo(since("2026-10-25 02:30"));

        Instant laterReading = LocalDateTime.parse("2026-10-25T02:30")
                .atZone(ZoneId.of("Europe/Zurich"))
                .withLaterOffsetAtOverlap()
                .toInstant();
        assertThat(Duration.between(laterReading, Instant.parse("2026-10-25T02:30:00Z")))
                .isGreaterThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void hour_that_never_comes_is_never_written() {
        assertThat(condition("2026-03-29T03:30:00Z", "Europe/Zurich")).isEqualTo(since("2026-03-29 03:30"));
        assertThat(condition("2026-03-29T02:30:00Z", "Europe/Zurich")).isEqualTo(since("2026-03-29 01:30"));
    }

    @Test
    void without_a_zone_the_server_reckons_from_its_own_now() {
        Window window = new Window(Instant.parse("2020-01-01T00:00:00Z"), NOON, null, List.of());

        assertThat(window.condition(NOON.plusSeconds(600))).isEqualTo("lastmodified >= now(\"-131m\")");
        assertThat(window.condition(NOON.minusSeconds(600))).isEqualTo("lastmodified >= now(\"-121m\")");
    }

    @Test
    void cursor_is_read_as_it_was_written_and_nothing_else_is() {
        Window window = new Window(NOON, NOON, ZoneId.of("Europe/Zurich"), List.of("DOC", "~ada"));

        assertThat(Window.of(window.cursor())).isEqualTo(window);
        assertThat(Objects.requireNonNull(Window.of(new Window(NOON, NOON, null, List.of()).cursor()))
                        .spaces())
                .isEmpty();
        assertThat(Window.of(null)).isNull();
        assertThat(Window.of("42")).isNull();
        assertThat(Window.of("yesterday|now||")).isNull();
    }
}
