package dev.freshet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A vector store in a process that isn't Freshet's: real HTTP, batches, and nothing of it is undone when Freshet dies. See
 * {@link HttpStore}. It can be told to refuse.
 */
public final class StoreServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TreeMap<String, ObjectNode> chunks = new TreeMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private long calls;
    private Fault fault = call -> Answer.WHOLE;

    /** What becomes of a call. */
    public enum Answer {
        /** As it should. */
        WHOLE,
        /** The first half of the batch is taken, then it is refused with 500. */
        HALF,
        /** Refused with 503, and nothing is taken. */
        REFUSED
    }

    /** Decides about each call. */
    public interface Fault {

        /**
         * What becomes of a call.
         *
         * @param call such as {@code /upsert}
         */
        Answer of(String call);
    }

    private StoreServer(HttpServer server) {
        this.server = server;
    }

    /** An empty store on a free port. */
    public static StoreServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            StoreServer store = new StoreServer(server);
            server.setExecutor(store.threads);
            server.createContext("/", store::handle);
            server.start();
            return store;
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

    /** Calls so far. */
    public synchronized long calls() {
        return calls;
    }

    /** Every chunk, as sorted lines of JSON with vectors. */
    public synchronized List<String> contents() {
        return chunks.values().stream().map(Object::toString).toList();
    }

    /** Changes what it holds behind Freshet's back. */
    public synchronized void damage(Consumer<Map<String, ObjectNode>> by) {
        by.accept(chunks);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            String call = exchange.getRequestURI().getPath();
            ArrayNode result = JSON.createArrayNode();
            int status = answer(call, body, result);
            byte[] bytes = result.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized int answer(String call, JsonNode body, ArrayNode result) {
        calls++;
        Answer answer = fault.of(call);
        if (answer == Answer.REFUSED) {
            return 503;
        }
        List<JsonNode> items = new ArrayList<>();
        body.path("items").forEach(items::add);
        for (JsonNode item : items.subList(0, answer == Answer.HALF ? items.size() / 2 : items.size())) {
            write(call, item);
        }
        switch (call) {
            case "/page" ->
                page(body.path("after").asText(""), body.path("limit").asInt(), result);
            case "/held" -> held(body, result);
            default -> {
                // a write has no result
            }
        }
        return answer == Answer.HALF ? 500 : 200;
    }

    private void write(String call, JsonNode item) {
        String id = item.path("id").asText();
        switch (call) {
            case "/upsert" -> chunks.put(id, (ObjectNode) item);
            case "/describe" -> chunks.computeIfPresent(id, (key, old) -> old.setAll((ObjectNode) item));
            case "/remove" -> chunks.remove(id);
            default -> throw new IllegalArgumentException(call);
        }
    }

    private void held(JsonNode body, ArrayNode result) {
        for (JsonNode id : body.path("ids")) {
            ObjectNode chunk = chunks.get(id.asText());
            if (chunk != null && chunk.path("source").equals(body.path("source"))) {
                result.add(id);
            }
        }
    }

    private void page(String after, int limit, ArrayNode result) {
        chunks.tailMap(after, false).values().stream().limit(limit).forEach(result::add);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
