package dev.freshet.store.rest;

import dev.freshet.remote.OutageException;
import dev.freshet.remote.RetryAfter;
import dev.freshet.remote.ServerWords;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of a server means, in words. Nearly all are outages: the server can't be used, or not as it is set up. Only
 * what it says of a request's content is the fault of a document.
 */
final class RestFailures {

    private static final List<String> PLACES = List.of("/status/error", "/message", "/error/reason", "/error");

    private final RestServer server;
    private final ServerWords words;

    RestFailures(RestServer server) {
        this.server = server;
        this.words = new ServerWords(server.login().secret(), PLACES);
    }

    OutageException outage(String what, @Nullable Throwable cause) {
        return new OutageException("The vector store at " + server + " " + what, cause);
    }

    /** For a server that can't be reached, or is none. */
    String remedy() {
        return "See that " + server.program() + " runs there, or correct " + server.options() + ".url.";
    }

    /** What the server says of the collection itself is no document's fault. */
    RuntimeException ofSetUp(HttpResponse<byte[]> answer) {
        return isOfContent(answer.statusCode())
                ? outage(
                        "gives Freshet no collection: " + said(answer.body()) + ". Correct the options that begin with "
                                + server.options() + ", or make there what is lacking.",
                        null)
                : of(answer);
    }

    private static boolean isOfContent(int status) {
        return status == 400 || status == 413 || status == 422;
    }

    RuntimeException of(HttpResponse<byte[]> answer) {
        Duration wait = answer.headers()
                .firstValue("Retry-After")
                .flatMap(RetryAfter::of)
                .orElse(null);
        return of(answer.statusCode(), answer.body(), wait);
    }

    /**
     * What a status means that stands for a part of a request.
     *
     * @param said words of the server
     */
    RuntimeException of(int status, String said) {
        return of(status, said.getBytes(StandardCharsets.UTF_8), null);
    }

    private RuntimeException of(int status, byte[] body, @Nullable Duration wait) {
        String said = said(body);
        if (isOfContent(status)) {
            return said.contains("dimension")
                    ? outage("has vectors of another length than the model's: " + said + ".", null)
                    : new IllegalStateException("The vector store at " + server + " can't hold it: " + said);
        }
        return switch (status) {
            case 401, 403 ->
                outage(
                        "doesn't let Freshet in: " + said + ". Correct "
                                + server.login().options() + ", which must be for one who may write.",
                        null);
            case 405 -> outage("answers 405: " + said + ". " + remedy(), null);
            default ->
                new OutageException(
                        "The vector store at " + server + " answers " + status + ": " + said + "."
                                + (status < 400 ? " It sends on to another address. " + remedy() : ""),
                        wait,
                        null);
        };
    }

    private String said(byte[] body) {
        String said = words.of(body);
        return said.isEmpty() ? "no reason is known" : said;
    }
}
