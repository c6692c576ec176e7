package dev.freshet.api;

import java.util.Map;

/**
 * An answer to a client.
 *
 * @param status of HTTP
 * @param body written as JSON, names in snake_case
 */
public record Answer(int status, Object body) {

    /** What was asked for. */
    public static Answer ok(Object body) {
        return new Answer(200, body);
    }

    /** A refusal, with a sentence for the person who reads it. */
    public static Answer error(int status, String message) {
        return new Answer(status, Map.of("error", message));
    }
}
