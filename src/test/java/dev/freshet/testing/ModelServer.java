package dev.freshet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A model in a process that isn't Freshet's: real HTTP, and answers as it is told. See {@link HttpEmbedder}. */
public final class ModelServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What is answered.
     *
     * @param status 200 = vectors
     * @param retryAfter in s; 0 = nothing is said
     * @param dimensions of the vectors
     * @param finite whether the numbers are finite
     */
    public record Answer(int status, int retryAfter, int dimensions, boolean finite) {

        public static final Answer RIGHT = new Answer(200, 0, new HashEmbedder().dimensions(), true);

        public static Answer status(int status) {
            return new Answer(status, 0, 0, true);
        }

        public static Answer slowDown(int seconds) {
            return new Answer(429, seconds, 0, true);
        }

        public static Answer ofLength(int dimensions) {
            return new Answer(200, 0, dimensions, true);
        }

        public static Answer notANumber() {
            return new Answer(200, 0, RIGHT.dimensions, false);
        }
    }

    /** Decides about each call. */
    public interface Fault {
        Answer of(List<String> texts);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HashEmbedder model = new HashEmbedder();
    private final List<Long> times = new ArrayList<>();
    private Fault fault = texts -> Answer.RIGHT;

    private ModelServer(HttpServer server) {
        this.server = server;
    }

    /** A model on a free port. */
    public static ModelServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ModelServer model = new ModelServer(server);
            server.setExecutor(model.threads);
            server.createContext("/", model::handle);
            server.start();
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized void failing(Fault newFault) {
        fault = newFault;
    }

    public synchronized void works() {
        fault = texts -> Answer.RIGHT;
    }

    /** When each call came, in ns. */
    public synchronized List<Long> times() {
        return List.copyOf(times);
    }

    private synchronized Answer decide(List<String> texts) {
        times.add(System.nanoTime());
        return fault.of(texts);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> texts = new ArrayList<>();
            JSON.readTree(exchange.getRequestBody()).forEach(text -> texts.add(text.asText()));
            Answer answer = decide(texts);
            byte[] bytes = body(answer, texts).toString().getBytes(StandardCharsets.UTF_8);
            if (answer.retryAfter > 0) {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(answer.retryAfter));
            }
            exchange.sendResponseHeaders(answer.status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private JsonNode body(Answer answer, List<String> texts) {
        ArrayNode vectors = JSON.createArrayNode();
        if (answer.status == 200) {
            model.embed(texts).forEach(vector -> {
                ArrayNode numbers = vectors.addArray();
                for (int i = 0; i < answer.dimensions; i++) {
                    numbers.add(answer.finite ? Float.toString(vector[i % vector.length]) : "NaN");
                }
            });
        }
        return vectors;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
