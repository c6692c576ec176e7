package dev.freshet.source.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call.
 *
 * @param method {@code GET}, {@code POST}, …
 * @param headers by name
 * @param body text in UTF-8; null = none
 * @param budget the calls of one budget share its rate
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String body,
        Budget budget) {

    /**
     * How fast calls may follow each other.
     *
     * @param name calls with the same name share the rate, whichever source they are for
     * @param perSecond most calls that begin in any second
     */
    public record Budget(String name, int perSecond) {}

    public static HttpCall get(URI uri, Map<String, String> headers, Budget budget) {
        return new HttpCall("GET", uri, headers, null, budget);
    }
}
