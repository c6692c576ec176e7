package dev.freshet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers the requests of a program's REST interface that Freshet makes, as the program's documentation has them. It stands for
 * a real server where none is to be had, and refuses what it doesn't know.
 */
public abstract class DocumentedServer implements CollectionServer, AutoCloseable {

    public static final String KEY = "a-key-of-tests";

    protected static final ObjectMapper JSON = new ObjectMapper();

    /** What is refused, and how. */
    protected static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        public Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int refusing;
    private int answersLeft;
    private String refused = "";

    /** On a free port. */
    protected DocumentedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on it answers. */
    protected void listen() {
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers everything with this status from now on; 0 = as it should. */
    public void refusing(int status) {
        refusing(status, "");
    }

    /** The same for calls whose paths have this in them. */
    public synchronized void refusing(int status, String call) {
        refusing = status;
        refused = call;
        answersLeft = 0;
    }

    /** The same after so many more answers. */
    public synchronized void refusingAfter(int answers, int status) {
        refusing(status, "");
        answersLeft = answers;
    }

    /** Whether a request has the key. */
    protected abstract boolean isLetIn(Headers headers);

    /** The answer to a request, or a refusal. */
    protected abstract JsonNode answer(String method, URI uri, String body) throws IOException;

    /** A refusal in the words of the program. */
    protected abstract JsonNode refusal(int status, String message);

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = 200;
            String answer;
            try {
                answer = answer(exchange, body).toString();
            } catch (Refusal refusal) {
                status = refusal.status;
                answer = refusal(status, String.valueOf(refusal.getMessage())).toString();
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized JsonNode answer(HttpExchange exchange, String body) throws IOException {
        answersLeft--;
        if (refusing != 0
                && answersLeft < 0
                && exchange.getRequestURI().getPath().contains(refused)) {
            throw new Refusal(refusing, "as the test wants it");
        }
        if (!isLetIn(exchange.getRequestHeaders())) {
            throw new Refusal(401, "this key is not known");
        }
        return answer(exchange.getRequestMethod(), exchange.getRequestURI(), body);
    }

    protected static double dot(JsonNode left, JsonNode right) {
        double sum = 0;
        for (int i = 0; i < left.size(); i++) {
            sum += left.get(i).asDouble() * right.get(i).asDouble();
        }
        return sum;
    }

    /** How many of some words a chunk has. */
    protected static long shared(Set<String> words, JsonNode chunk) {
        Set<String> its = words(chunk.path("title").asText() + " "
                + chunk.path("heading").asText() + " " + chunk.path("text").asText());
        return words.stream().filter(its::contains).count();
    }

    protected static Set<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
