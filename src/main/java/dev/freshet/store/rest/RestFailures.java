package dev.freshet.store.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.remote.OutageException;
import dev.freshet.remote.RetryAfter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of a server means, in words. Nearly all are outages: the server can't be used, or not as it is set up. Only
 * what it says of a request's content is the fault of a document.
 */
final class RestFailures {

    /** Of what the server says: it may repeat the texts. */
    private static final int LONGEST = 300;

    private final RestServer server;

    RestFailures(RestServer server) {
        this.server = server;
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
        int status = answer.statusCode();
        String said = said(answer.body());
        if (isOfContent(status)) {
            return said.contains("dimension")
                    ? outage("has vectors of another length than the model's: " + said + ".", null)
                    : new IllegalStateException("The vector store at " + server + " can't hold it: " + said);
        }
        return switch (status) {
            case 401, 403 ->
                outage(
                        "doesn't let Freshet in: " + said + ". Correct " + server.options()
                                + ".key, which must be one that may write.",
                        null);
            case 405 -> outage("answers 405: " + said + ". " + remedy(), null);
            default ->
                new OutageException(
                        "The vector store at " + server + " answers " + status + ": " + said + "."
                                + (status < 400 ? " It sends on to another address. " + remedy() : ""),
                        answer.headers()
                                .firstValue("Retry-After")
                                .flatMap(RetryAfter::of)
                                .orElse(null),
                        null);
        };
    }

    /** The server's own words, short, in one line and without the key. */
    private String said(byte[] body) {
        String words = words(body).replaceAll("\\s+", " ").strip();
        if (!server.key().isEmpty()) {
            words = words.replace(server.key(), "***");
        }
        if (words.length() > LONGEST) {
            words = words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, LONGEST) - 1)) + "…";
        }
        return words.isEmpty() ? "no reason is known" : words.replaceFirst("[.!]$", "");
    }

    private static String words(byte[] body) {
        try {
            JsonNode json = RestCalls.JSON.readTree(body);
            return Stream.of("/status/error", "/message", "/error/reason", "/error")
                    .map(json::at)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText)
                    .findFirst()
                    .orElseGet(json::toString);
        } catch (IOException notJson) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
