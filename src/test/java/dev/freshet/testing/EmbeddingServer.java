package dev.freshet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.embed.Embedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real model on loopback, behind the interfaces of OpenAI, where its vectors come last first, and of Ollama. */
public final class EmbeddingServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A request that came.
     *
     * @param authorization null = none
     */
    public record Asked(String path, @Nullable String authorization, JsonNode body) {

        public List<String> texts() {
            List<String> texts = new ArrayList<>();
            body.path("input").forEach(text -> texts.add(text.asText()));
            return texts;
        }
    }

    /** An answer of the test's. */
    public record Reply(int status, Map<String, String> headers, String body) {

        public static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body);
        }
    }

    private final HttpServer server;
    private final Embedder model;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Optional<Reply>> answers = right -> Optional.empty();

    private EmbeddingServer(HttpServer server, Embedder model) {
        this.server = server;
        this.model = model;
    }

    /** Puts a model on a free port. */
    public static EmbeddingServer around(Embedder model) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            EmbeddingServer embedding = new EmbeddingServer(server, model);
            server.setExecutor(embedding.threads);
            server.createContext("/", embedding::handle);
            server.start();
            return embedding;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the server is, without a path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Gives these answers from now on; empty = the right one. */
    public void answers(Function<Asked, Optional<Reply>> newAnswers) {
        answers = newAnswers;
    }

    /** Gives right answers from now on. */
    public void works() {
        answers = right -> Optional.empty();
    }

    /** All requests that came. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked request = new Asked(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    JSON.readTree(exchange.getRequestBody()));
            asked.add(request);
            Reply reply = answers.apply(request).orElseGet(() -> right(request));
            byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
            reply.headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply right(Asked request) {
        return switch (request.path) {
            case "/v1/embeddings" -> Reply.of(200, openAi(request.texts()).toString());
            case "/api/embed" -> Reply.of(200, ollama(request.texts()).toString());
            default -> Reply.of(404, "{\"error\":{\"message\":\"There is nothing here\"}}");
        };
    }

    /** The right answer of {@code /v1/embeddings}. */
    public ObjectNode openAi(List<String> texts) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode data = answer.putArray("data");
        List<float[]> vectors = model.embed(texts);
        for (int i = texts.size() - 1; i >= 0; i--) {
            addNumbers(vectors.get(i), data.addObject().put("index", i).putArray("embedding"));
        }
        answer.putObject("usage").put("total_tokens", tokens(texts));
        return answer;
    }

    /** The right answer of {@code /api/embed}. */
    public ObjectNode ollama(List<String> texts) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode vectors = answer.putArray("embeddings");
        model.embed(texts).forEach(vector -> addNumbers(vector, vectors.addArray()));
        return answer.put("prompt_eval_count", tokens(texts));
    }

    private static void addNumbers(float[] vector, ArrayNode numbers) {
        for (float number : vector) {
            numbers.add(number);
        }
    }

    private int tokens(List<String> texts) {
        return texts.stream().mapToInt(model.tokenizer()::count).sum();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
