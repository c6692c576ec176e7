package dev.freshet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import dev.freshet.store.rest.JsonVectors;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers as the documentation of Qdrant 1.12 and later has it. */
public final class QdrantServer extends DocumentedServer {

    private static final class Collection {
        private final int size;
        private final TreeMap<String, ObjectNode> points = new TreeMap<>();

        private Collection(int size) {
            this.size = size;
        }
    }

    private final Map<String, Collection> collections = new TreeMap<>();

    private QdrantServer() {}

    /** An empty one on a free port. */
    public static QdrantServer start() {
        QdrantServer server = new QdrantServer();
        server.listen();
        return server;
    }

    @Override
    public synchronized List<String> contents(String collection) {
        Collection found = collections.get(collection);
        return found == null
                ? List.of()
                : found.points.values().stream().map(Object::toString).toList();
    }

    @Override
    public synchronized void putTheirs(String collection, String id, float[] vector) {
        ObjectNode point = JSON.createObjectNode().put("id", id);
        point.set("vector", JsonVectors.of(vector));
        point.putObject("payload").put("text", "theirs");
        Collection found = collections.get(collection);
        if (found != null) {
            found.points.put(id, point);
        }
    }

    @Override
    public synchronized void drop(String collection) {
        collections.remove(collection);
    }

    @Override
    protected boolean isLetIn(Headers headers) {
        return KEY.equals(headers.getFirst("api-key"));
    }

    @Override
    protected JsonNode refusal(int status, String message) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("status").put("error", message);
        return answer;
    }

    @Override
    protected JsonNode answer(String method, URI uri, String sent) throws IOException {
        JsonNode body = sent.isEmpty() ? JSON.createObjectNode() : JSON.readTree(sent);
        ObjectNode answer = JSON.createObjectNode().put("status", "ok");
        return answer.set("result", result(method, uri, body));
    }

    private JsonNode result(String method, URI uri, JsonNode body) {
        String[] path = uri.getPath().split("/", 4);
        String name = path[2];
        String call = method + " " + (path.length < 4 ? "" : path[3]);
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
}
