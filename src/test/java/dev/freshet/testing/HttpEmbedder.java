package dev.freshet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.embed.EmbedderAround;
import dev.freshet.remote.OutageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The client of a {@link ModelServer}. Its vectors are those of {@link HashEmbedder}. */
public final class HttpEmbedder extends EmbedderAround {

    /** A model that is silent holds nothing for ever. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final HttpClient client = HttpClient.newHttpClient();

    public HttpEmbedder(URI server) {
        super(new HashEmbedder());
        this.server = server;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        try {
            HttpRequest request = HttpRequest.newBuilder(server)
                    .timeout(LONGEST)
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(texts)))
                    .build();
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            refuse(answer);
            return vectors(JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new OutageException("the model at " + server + " can't be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the model was asked", e);
        }
    }

    private void refuse(HttpResponse<?> answer) {
        String message = "the model at " + server + " answered " + answer.statusCode();
        if (answer.statusCode() == 400) {
            throw new IllegalArgumentException(message + ": the text is too long");
        }
        if (answer.statusCode() != 200) {
            Duration wait = answer.headers()
                    .firstValue("Retry-After")
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(null);
            throw new OutageException(message, wait, null);
        }
    }

    private static List<float[]> vectors(JsonNode rows) {
        List<float[]> vectors = new ArrayList<>();
        rows.forEach(row -> {
            float[] vector = new float[row.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = Float.parseFloat(row.get(i).asText());
            }
            vectors.add(vector);
        });
        return vectors;
    }
}
