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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of Qdrant's REST interface that Freshet makes, as its documentation of 1.12 and later has them. It stands
 * for a real server where none is to be had, and refuses what it doesn't know.
 */
public final class QdrantServer implements AutoCloseable {

    public static final String KEY = "a-key-of-tests";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final class Collection {
        private final int size;
        private final TreeMap<String, ObjectNode> points = new TreeMap<>();

        private Collection(int size) {
            this.size = size;
        }
    }

    /** What is refused, and how. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        private Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private final Map<String, Collection> collections = new TreeMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int refusing;
    private int answersLeft;

    private QdrantServer(HttpServer server) {
        this.server = server;
    }

    /** An empty one on a free port. */
    public static QdrantServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            QdrantServer qdrant = new QdrantServer(server);
            server.setExecutor(qdrant.threads);
            server.createContext("/", qdrant::handle);
            server.start();
            return qdrant;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers everything with this status from now on; 0 = as it should. */
    public synchronized void refusing(int status) {
        refusingAfter(0, status);
    }

    /** The same after so many more answers. */
    public synchronized void refusingAfter(int answers, int status) {
        answersLeft = answers;
        refusing = status;
    }

    /** Every point of a collection as a line of JSON, in the order of ids. */
    public synchronized List<String> contents(String collection) {
        Collection found = collections.get(collection);
        return found == null
                ? List.of()
                : found.points.values().stream().map(Object::toString).toList();
    }

    /** Puts a point in behind Freshet's back. */
    public synchronized void put(String collection, ObjectNode point) {
        collections.computeIfPresent(collection, (name, found) -> {
            found.points.put(point.path("id").asText(), point);
            return found;
        });
    }

    /** Removes a collection behind Freshet's back. */
    public synchronized void drop(String collection) {
        collections.remove(collection);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            JsonNode body = sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent);
            ObjectNode answer = JSON.createObjectNode();
            int status = 200;
            try {
                check(exchange);
                answer.set("result", answer(exchange, body));
                answer.put("status", "ok");
            } catch (Refusal refusal) {
                status = refusal.status;
                answer.putObject("status").put("error", refusal.getMessage());
            }
            byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized void check(HttpExchange exchange) {
        answersLeft--;
        if (refusing != 0 && answersLeft < 0) {
            throw new Refusal(refusing, "as the test wants it");
        }
        if (!KEY.equals(exchange.getRequestHeaders().getFirst("api-key"))) {
            throw new Refusal(401, "Must provide an API key or an Authorization bearer token");
        }
    }

    private synchronized JsonNode answer(HttpExchange exchange, JsonNode body) {
        String[] path = exchange.getRequestURI().getPath().split("/", 4);
        String name = path[2];
        String call = exchange.getRequestMethod() + " " + (path.length < 4 ? "" : path[3]);
        if (call.equals("PUT ")) {
            if (collections.putIfAbsent(
                            name, new Collection(body.at("/vectors/size").asInt()))
                    != null) {
                throw new Refusal(409, "Wrong input: Collection `" + name + "` already exists!");
            }
            return JSON.getNodeFactory().booleanNode(true);
        }
        Collection collection = collections.get(name);
        if (collection == null) {
            throw new Refusal(404, "Not found: Collection `" + name + "` doesn't exist!");
        }
        return switch (call) {
            case "GET " -> described(collection);
            case "PUT index" -> done();
            case "PUT points" -> upsert(collection, body.path("points"));
            case "POST points/batch" -> batch(collection, body.path("operations"));
            case "POST points" -> byIds(collection, body.path("ids"));
            case "POST points/delete" -> delete(collection, body.path("points"));
            case "POST points/query" -> query(collection, body);
            case "POST points/count" ->
                JSON.createObjectNode()
                        .put("count", matching(collection, body.path("filter")).size());
            case "POST points/scroll" -> scroll(collection, body);
            case "POST facet" -> facet(collection, body);
            default -> throw new Refusal(400, "unknown: " + call);
        };
    }

    private static ObjectNode done() {
        return JSON.createObjectNode().put("status", "completed");
    }

    private static JsonNode described(Collection collection) {
        ObjectNode result = JSON.createObjectNode();
        result.putObject("config")
                .putObject("params")
                .putObject("vectors")
                .put("size", collection.size)
                .put("distance", "Dot");
        return result;
    }

    private static JsonNode upsert(Collection collection, JsonNode points) {
        for (JsonNode point : points) {
            int size = point.path("vector").size();
            if (size != collection.size) {
                throw new Refusal(
                        400, "Wrong input: Vector dimension error: expected dim: " + collection.size + ", got " + size);
            }
            collection.points.put(point.path("id").asText(), (ObjectNode) point);
        }
        return done();
    }

    private static JsonNode byIds(Collection collection, JsonNode ids) {
        ArrayNode points = JSON.createArrayNode();
        ids.valueStream()
                .map(id -> collection.points.get(id.asText()))
                .filter(Objects::nonNull)
                .forEach(points::add);
        return points;
    }

    private static JsonNode batch(Collection collection, JsonNode operations) {
        for (JsonNode operation : operations) {
            JsonNode set = operation.path("set_payload");
            matching(collection, set.path("filter"))
                    .forEach(point -> ((ObjectNode) point.path("payload")).setAll((ObjectNode) set.path("payload")));
        }
        return done();
    }

    private static JsonNode delete(Collection collection, JsonNode ids) {
        ids.forEach(id -> collection.points.remove(id.asText()));
        return done();
    }

    private static JsonNode query(Collection collection, JsonNode body) {
        List<ObjectNode> scored = new ArrayList<>();
        for (ObjectNode point : matching(collection, body.path("filter"))) {
            ObjectNode hit = JSON.createObjectNode();
            hit.set("id", point.path("id"));
            hit.put("score", dot(point.path("vector"), body.path("query")));
            hit.set("payload", point.path("payload"));
            scored.add(hit);
        }
        scored.sort(Comparator.comparingDouble(
                (ObjectNode hit) -> -hit.path("score").asDouble()));
        ArrayNode points = JSON.createArrayNode();
        scored.stream().limit(body.path("limit").asInt()).forEach(points::add);
        ObjectNode result = JSON.createObjectNode();
        return result.set("points", points);
    }

    private static double dot(JsonNode left, JsonNode right) {
        double sum = 0;
        for (int i = 0; i < left.size(); i++) {
            sum += left.get(i).asDouble() * right.get(i).asDouble();
        }
        return sum;
    }

    /** From an id on, that included. */
    private static JsonNode scroll(Collection collection, JsonNode body) {
        ArrayNode points = JSON.createArrayNode();
        collection.points.tailMap(body.path("offset").asText(), true).values().stream()
                .limit(body.path("limit").asInt())
                .forEach(points::add);
        ObjectNode result = JSON.createObjectNode();
        return result.set("points", points);
    }

    private static JsonNode facet(Collection collection, JsonNode body) {
        Map<String, Long> counts = new TreeMap<>();
        for (ObjectNode point : matching(collection, body.path("filter"))) {
            JsonNode value = point.path("payload").path(body.path("key").asText());
            if (value.isTextual()) {
                counts.merge(value.asText(), 1L, Long::sum);
            }
        }
        ObjectNode result = JSON.createObjectNode();
        ArrayNode hits = result.putArray("hits");
        counts.forEach((value, count) -> hits.addObject().put("value", value).put("count", count));
        return result;
    }

    private static List<ObjectNode> matching(Collection collection, JsonNode filter) {
        return collection.points.values().stream()
                .filter(point -> all(point, filter.path("must")) && none(point, filter.path("must_not")))
                .toList();
    }

    private static boolean all(ObjectNode point, JsonNode conditions) {
        return conditions.valueStream().allMatch(condition -> holds(point, condition));
    }

    private static boolean none(ObjectNode point, JsonNode conditions) {
        return conditions.valueStream().noneMatch(condition -> holds(point, condition));
    }

    private static boolean holds(ObjectNode point, JsonNode condition) {
        if (condition.has("has_id")) {
            return condition.path("has_id").valueStream().anyMatch(id -> id.equals(point.path("id")));
        }
        if (condition.has("is_empty")) {
            JsonNode value =
                    point.path("payload").path(condition.at("/is_empty/key").asText());
            return value.isMissingNode() || value.isNull() || (value.isEmpty() && value.isArray());
        }
        JsonNode value = point.path("payload").path(condition.path("key").asText());
        JsonNode match = condition.path("match");
        return match.has("any")
                ? match.path("any").valueStream().anyMatch(wanted -> has(value, wanted))
                : has(value, match.path("value"));
    }

    private static boolean has(@Nullable JsonNode value, JsonNode wanted) {
        return value != null && (value.equals(wanted) || value.valueStream().anyMatch(entry -> entry.equals(wanted)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
