package dev.freshet.embed.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.remote.OutageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request to a model: sent once, with a limit for the time until its answer is whole. Safe for many threads. */
final class ModelCall {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpModel model;
    private final URI address;
    private final ModelRefusal refusal;
    private final HttpClient client;

    ModelCall(HttpModel model, Api api) {
        this.model = model;
        this.address = api.address(model);
        this.refusal = new ModelRefusal(model, api);
        // HTTP/2 would put all requests on one connection, which dies as a whole
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(model.timeout())
                .build();
    }

    /**
     * Asks.
     *
     * @throws OutageException if there is no answer of use now
     * @throws dev.freshet.embed.RefusedTextsException if the model doesn't take what it is sent
     */
    JsonNode ask(JsonNode question) {
        HttpResponse<byte[]> answer = send(question);
        if (answer.statusCode() != 200) {
            throw refusal.of(answer.statusCode(), answer.headers(), answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new OutageException(model.place() + " gave an answer that is no JSON", e);
        }
    }

    private HttpResponse<byte[]> send(JsonNode question) {
        // the request's own timeout ends with the head of the answer
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request(question), BodyHandlers.ofByteArray());
        try {
            return pending.get(model.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new OutageException(
                    model.place() + " gave no whole answer within "
                            + model.timeout().toSeconds() + " s. If it works that long, raise "
                            + model.option("timeout"),
                    e);
        } catch (ExecutionException e) {
            throw new OutageException(model.place() + " can't be reached: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the model was asked", e);
        }
    }

    private HttpRequest request(JsonNode question) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(question)));
            if (!model.key().isEmpty()) {
                request.header("Authorization", "Bearer " + model.key());
            }
            return request.build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
