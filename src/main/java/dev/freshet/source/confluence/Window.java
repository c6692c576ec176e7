package dev.freshet.source.confluence;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cursor holds: from when on the next look asks for changes.
 *
 * @param server when the listing began, by the server's clock
 * @param here the same, by the clock of this machine
 * @param zone of the account, in which the server reads times; null = not known
 * @param spaces that hold the root pages; empty = not asked for
 */
record Window(Instant server, Instant here, @Nullable ZoneId zone, List<String> spaces) {

    /**
     * How far a look reaches back behind the last one. An hour for the index of searches, which is behind the edits, and
     * one for the day on which clocks are set back and a time of day comes twice.
     */
    static final Duration OVERLAP = Duration.ofHours(2);

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int PARTS = 4;

    /** Null for a cursor that nobody here wrote. */
    static @Nullable Window of(@Nullable String cursor) {
        String[] parts = cursor == null ? new String[0] : cursor.split("\\|", -1);
        if (parts.length != PARTS) {
            return null;
        }
        try {
            return new Window(
                    Instant.parse(parts[0]),
                    Instant.parse(parts[1]),
                    parts[2].isEmpty() ? null : ZoneId.of(parts[2]),
                    Arrays.stream(parts[PARTS - 1].split(",", -1))
                            .filter(key -> !key.isEmpty())
                            .toList());
        } catch (DateTimeException e) {
            return null;
        }
    }

    String cursor() {
        return server + "|" + here + "|" + (zone == null ? "" : zone) + "|" + String.join(",", spaces);
    }

    /** The window that begins now. */
    Window next(Instant serverNow, Instant now) {
        return new Window(serverNow, now, zone, spaces);
    }

    /**
     * The condition for what changed since. Searches know no seconds, and read a time in the account's zone. Where that is
     * unknown, the server reckons back from its own now; where it is known, either is enough, so that neither a zone that
     * was changed since nor a clock that was set hides an edit.
     */
    String condition(Instant now) {
        Duration passed = Duration.between(here, now);
        long minutes =
                OVERLAP.plus(passed.isNegative() ? Duration.ZERO : passed).toMinutes() + 1;
        String ago = "lastmodified >= now(\"-" + minutes + "m\")";
        return zone == null
                ? ago
                : "(lastmodified >= \"" + MINUTE.format(server.minus(OVERLAP).atZone(zone)) + "\" or " + ago + ")";
    }
}
