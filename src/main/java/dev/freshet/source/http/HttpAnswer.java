package dev.freshet.source.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a call.
 *
 * @param headers by name in lower case
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** When the server sent it, by the server's clock, to the second; empty where it doesn't say. */
    public Optional<Instant> date() {
        return header("Date").flatMap(HttpTime::of);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
