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
 * @param limits of what is let through
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String body,
        Budget budget,
        Limits limits) {

    /**
     * How fast calls may follow each other.
     *
     * @param name calls with the same name share the rate, whichever source they are for
     * @param perSecond most calls that begin in any second
     */
    public record Budget(String name, int perSecond) {}

    /**
     * What is let through. It is checked while a connection is made and while an answer comes in.
     *
     * @param publicOnly whether hosts of private networks and this machine itself are refused
     * @param longest a longer answer is an {@link AnswerTooLongException}, in bytes
     */
    public record Limits(boolean publicOnly, long longest) {

        /** Any host; answers that fit into memory. */
        public static final Limits TRUSTED = new Limits(false, 100 * 1024 * 1024);
    }

    public HttpCall(String method, URI uri, Map<String, String> headers, @Nullable String body, Budget budget) {
        this(method, uri, headers, body, budget, Limits.TRUSTED);
    }

    public static HttpCall get(URI uri, Map<String, String> headers, Budget budget) {
        return new HttpCall("GET", uri, headers, null, budget);
    }
}
