package dev.freshet.api;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a client.
 *
 * @param status of HTTP
 * @param body written as JSON, names in snake_case
 * @param retryAfter after so many seconds the client may come again; 0 = nothing is said of it
 */
public record Answer(int status, Object body, long retryAfter) {

    /** Where nobody knows better. */
    private static final Duration SOON = Duration.ofSeconds(30);

    public Answer(int status, Object body) {
        this(status, body, 0);
    }

    /** What was asked for. */
    public static Answer ok(Object body) {
        return new Answer(200, body);
    }

    /** A refusal, with a sentence for the person who reads it. */
    public static Answer error(int status, String message) {
        return new Answer(status, Map.of("error", message));
    }

    /** The same refusal for now only; null = nobody knows for how long. */
    public Answer until(@Nullable Duration wait) {
        Duration known = wait == null ? SOON : wait;
        return new Answer(status, body, Math.max(1, known.plusMillis(999).toSeconds()));
    }
}
