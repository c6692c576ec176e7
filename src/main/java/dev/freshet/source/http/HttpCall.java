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
 * @param busy what the server says, beside the statuses for it, where it can't answer now
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String body,
        Budget budget,
        Limits limits,
        Busy busy) {

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

    /** Knows a server's own way to say that it can't answer now. */
    public interface Busy {
        /** Whether an answer that names no time to wait says so: the call is made again, some times. */
        boolean isSaidBy(HttpAnswer answer);
    }

    public HttpCall(
            String method, URI uri, Map<String, String> headers, @Nullable String body, Budget budget, Limits limits) {
        this(method, uri, headers, body, budget, limits, answer -> false);
    }

    public HttpCall(String method, URI uri, Map<String, String> headers, @Nullable String body, Budget budget) {
        this(method, uri, headers, body, budget, Limits.TRUSTED);
    }

    /** The same call to a server with its own way to say that it can't answer now. */
    public HttpCall where(Busy saysBusy) {
        return new HttpCall(method, uri, headers, body, budget, limits, saysBusy);
    }

    public static HttpCall get(URI uri, Map<String, String> headers, Budget budget) {
        return new HttpCall("GET", uri, headers, null, budget);
    }
}
