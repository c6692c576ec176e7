package dev.freshet.embed.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.embed.RefusedTextsException;
import dev.freshet.remote.OutageException;
import dev.freshet.remote.RetryAfter;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What it means that a model answers with something else than vectors, and what a person can do about it. */
final class ModelRefusal {

    /** Of what the server says: it may repeat the texts. */
    private static final int LONGEST = 300;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpModel model;
    private final Api api;

    ModelRefusal(HttpModel model, Api api) {
        this.model = model;
        this.api = api;
    }

    RuntimeException of(int status, HttpHeaders headers, byte[] body) {
        String said = model.place() + " answered " + status + said(body);
        Duration wish =
                headers.firstValue("Retry-After").flatMap(RetryAfter::of).orElse(null);
        return switch (status) {
            case 400, 413, 422 ->
                new RefusedTextsException(
                        said + ". If its limit is the number of texts, lower " + model.option("batch"));
            case 401, 403 -> new OutageException(said + ". " + api.remedyOfRefusal(model), null);
            case 404, 405 ->
                new OutageException(said + ". Correct " + model.option("url") + " or " + model.option("model"), null);
            default -> {
                boolean elsewhere = status >= 300 && status < 400;
                yield new OutageException(
                        elsewhere ? said + ". It sends on to another address: correct " + model.option("url") : said,
                        wish,
                        null);
            }
        };
    }

    /** The server's own words, short, in one line and without the key. */
    private String said(byte[] body) {
        String words = words(body).replaceAll("\\s+", " ").strip();
        if (!model.key().isEmpty()) {
            words = words.replace(model.key(), "***");
        }
        if (words.length() > LONGEST) {
            words = words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, LONGEST) - 1)) + "…";
        }
        return words.isEmpty() ? "" : ": " + words.replaceFirst("[.!]$", "");
    }

    private static String words(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            for (String place : new String[] {"/error/message", "/error", "/message", "/detail"}) {
                if (json.at(place).isTextual()) {
                    return json.at(place).asText();
                }
            }
            return json.toString();
        } catch (IOException notJson) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
