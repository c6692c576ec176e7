package dev.freshet.embed.http;

import dev.freshet.embed.RefusedTextsException;
import dev.freshet.remote.OutageException;
import dev.freshet.remote.RetryAfter;
import dev.freshet.remote.ServerWords;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;

/** What it means that a model answers with something else than vectors, and what a person can do about it. */
final class ModelRefusal {

    private static final List<String> PLACES = List.of("/error/message", "/error", "/message", "/detail");

    private final HttpModel model;
    private final Api api;
    private final ServerWords words;

    ModelRefusal(HttpModel model, Api api) {
        this.model = model;
        this.api = api;
        this.words = new ServerWords(model.key(), PLACES);
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

    private String said(byte[] body) {
        String said = words.of(body);
        return said.isEmpty() ? "" : ": " + said;
    }
}
