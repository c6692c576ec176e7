package dev.freshet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import dev.freshet.store.rest.JsonVectors;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers as the documentation of Milvus 2.5 and later has it: what goes wrong is a code in an answer with the status of a success,
 * texts have a limit, and entities come in no order.
 */
public final class MilvusServer extends DocumentedServer {

    private static final int LONGEST = 65_535;
    private static final int MOST = 16_384;
    private static final String TEXT = "\"(?:[^\"\\\\]++|\\\\.)*+\"";
    private static final Pattern CONDITION = Pattern.compile("(?:(\\w+) (==|!=|>|<=|in|not in) (" + TEXT
            + "|\\d+|\\[(?:" + TEXT + ",?)*+\\])|array_contains\\((\\w+), (" + TEXT + ")\\))(?: and |$)");

    private record Condition(String field, String comparison, JsonNode wanted) {}

    private static final class Collection {
        private final JsonNode schema;
        private final TreeMap<String, ObjectNode> entities = new TreeMap<>();

        private Collection(JsonNode schema) {
            this.schema = schema;
        }
    }

    private final Map<String, Collection> collections = new TreeMap<>();
    private final Random random = new Random(1);

    private MilvusServer() {}

    /** An empty one on a free port. */
    public static MilvusServer start() {
        MilvusServer server = new MilvusServer();
        server.listen();
        return server;
    }

    @Override
    public synchronized List<String> contents(String collection) {
        Collection found = collections.get(collection);
        return found == null
                ? List.of()
                : found.entities.values().stream().map(Object::toString).toList();
    }

    @Override
    public synchronized void drop(String collection) {
        collections.remove(collection);
    }

    @Override
    public synchronized void putTheirs(String collection, String id, float[] vector) {
        Collection found = collections.get(collection);
        if (found != null) {
            ObjectNode entity =
                    JSON.createObjectNode().put("id", id).put("source", "").put("text", "theirs");
            entity.set("vector", JsonVectors.of(vector));
            found.entities.put(id, entity);
        }
    }

    @Override
    protected boolean isLetIn(Headers headers) {
        return ("Bearer " + KEY).equals(headers.getFirst("Authorization"));
    }

    @Override
    protected JsonNode refusal(int status, String message) {
        return JSON.createObjectNode()
                .put("code", status == 401 ? 1_800 : status)
                .put("message", message);
    }

    @Override
    protected JsonNode answer(String method, URI uri, String sent) throws IOException {
        JsonNode body = JSON.readTree(sent);
        String call = method + " " + uri.getPath();
        String name = body.path("collectionName").asText();
        if (!body.path("dbName").asText().equals("default")) {
            return refusal(800, "database not found");
        }
        if (call.equals("POST /v2/vectordb/collections/create")) {
            return collections.putIfAbsent(name, new Collection(body.path("schema"))) == null
                    ? done(JSON.createObjectNode())
                    : refusal(65_535, "create duplicate collection with different parameters");
        }
        Collection collection = collections.get(name);
        if (collection == null) {
            return refusal(100, "can't find collection[database=default][collection=" + name + "]");
        }
        return switch (call) {
            case "POST /v2/vectordb/collections/describe" -> done(described(collection));
            case "POST /v2/vectordb/entities/upsert" -> upsert(collection, body.path("data"));
            case "POST /v2/vectordb/entities/delete" -> {
                matching(collection, body)
                        .forEach(
                                row -> collection.entities.remove(row.path("id").asText()));
                yield done(JSON.createObjectNode());
            }
            case "POST /v2/vectordb/entities/query" -> query(collection, body);
            case "POST /v2/vectordb/entities/search" -> search(collection, body);
            default -> throw new Refusal(404, "404 page not found");
        };
    }

    private static ObjectNode done(JsonNode data) {
        ObjectNode answer = JSON.createObjectNode().put("code", 0);
        return answer.set("data", data);
    }

    private static JsonNode described(Collection collection) {
        ObjectNode data = JSON.createObjectNode();
        ArrayNode fields = data.putArray("fields");
        for (JsonNode field : collection.schema.path("fields")) {
            ObjectNode described = fields.addObject()
                    .put("name", field.path("fieldName").asText())
                    .put("type", field.path("dataType").asText());
            ArrayNode params = described.putArray("params");
            field.path("elementTypeParams")
                    .properties()
                    .forEach(param -> params.addObject()
                            .put("key", param.getKey())
                            .put("value", param.getValue().asText()));
        }
        return data;
    }

    private static JsonNode upsert(Collection collection, JsonNode data) {
        for (JsonNode row : data) {
            for (JsonNode field : collection.schema.path("fields")) {
                String problem = problem(field, row.path(field.path("fieldName").asText()));
                if (!problem.isEmpty()) {
                    return JSON.createObjectNode().put("code", 1_100).put("message", problem);
                }
            }
        }
        data.forEach(row -> collection.entities.put(row.path("id").asText(), (ObjectNode) row));
        return done(JSON.createObjectNode().put("upsertCount", data.size()));
    }

    private static String problem(JsonNode field, JsonNode value) {
        String name = field.path("fieldName").asText();
        boolean isLacking = value.isMissingNode() || value.isNull();
        if (isLacking) {
            return field.path("nullable").asBoolean() ? "" : "the field " + name + " is lacking";
        }
        int length = value.asText().getBytes(StandardCharsets.UTF_8).length;
        if (value.isTextual()
                && length > field.at("/elementTypeParams/max_length").asInt(LONGEST)) {
            return "the length (" + length + ") of " + name + " exceeds max length";
        }
        int dimensions = field.at("/elementTypeParams/dim").asInt();
        return dimensions == 0 || value.size() == dimensions
                ? ""
                : "the dimension " + value.size() + " is not equal to schema dim " + dimensions;
    }

    private JsonNode query(Collection collection, JsonNode body) {
        List<ObjectNode> found = matching(collection, body);
        ArrayNode rows = JSON.createArrayNode();
        if (body.at("/outputFields/0").asText().equals("count(*)")) {
            rows.addObject().put("count(*)", found.size());
            return done(rows);
        }
        checkLimit(body);
        Collections.shuffle(found, random);
        found.stream().limit(body.path("limit").asInt()).forEach(row -> rows.add(shown(row, body)));
        return done(rows);
    }

    private static void checkLimit(JsonNode body) {
        int limit = body.path("limit").asInt();
        if (limit < 1 || limit > MOST) {
            throw new Refusal(400, "limit " + limit + " should be in range [1, " + MOST + "]");
        }
    }

    private static JsonNode search(Collection collection, JsonNode body) {
        checkLimit(body);
        if (body.at("/searchParams/params/ef").asInt() < body.path("limit").asInt()) {
            return JSON.createObjectNode().put("code", 1_100).put("message", "ef should be larger than k");
        }
        List<ObjectNode> hits = new ArrayList<>();
        for (ObjectNode row : matching(collection, body)) {
            ObjectNode hit = shown(row, body);
            hit.set("id", row.path("id"));
            hits.add(hit.put("distance", dot(row.path("vector"), body.at("/data/0"))));
        }
        hits.sort(Comparator.comparingDouble(hit -> -hit.path("distance").asDouble()));
        ArrayNode data = JSON.createArrayNode();
        hits.stream().limit(body.path("limit").asInt()).forEach(data::add);
        return done(data);
    }

    private static ObjectNode shown(ObjectNode row, JsonNode body) {
        ObjectNode shown = JSON.createObjectNode();
        body.path("outputFields").forEach(name -> shown.set(name.asText(), row.get(name.asText())));
        return shown;
    }

    private static List<ObjectNode> matching(Collection collection, JsonNode body) {
        List<Condition> conditions = conditions(body.path("filter").asText());
        List<ObjectNode> matching = new ArrayList<>();
        for (ObjectNode row : collection.entities.values()) {
            if (conditions.stream().allMatch(condition -> holds(row, condition))) {
                matching.add(row);
            }
        }
        return matching;
    }

    private static List<Condition> conditions(String filter) {
        List<Condition> conditions = new ArrayList<>();
        Matcher matcher = CONDITION.matcher(filter);
        int end = 0;
        while (end < filter.length() && matcher.find(end) && matcher.start() == end) {
            conditions.add(
                    matcher.group(1) == null
                            ? new Condition(matcher.group(4), "contains", read(matcher.group(5)))
                            : new Condition(matcher.group(1), matcher.group(2), read(matcher.group(3))));
            end = matcher.end();
        }
        if (end < filter.length() || conditions.isEmpty()) {
            throw new Refusal(400, "cannot parse expression: " + filter);
        }
        return conditions;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean holds(ObjectNode row, Condition condition) {
        JsonNode value = row.path(condition.field());
        JsonNode wanted = condition.wanted();
        return switch (condition.comparison()) {
            case "==" -> value.equals(wanted);
            case "!=" -> !value.equals(wanted);
            case ">" -> value.asText().compareTo(wanted.asText()) > 0;
            case "<=" -> value.asText().compareTo(wanted.asText()) <= 0;
            case "in" -> wanted.valueStream().anyMatch(value::equals);
            case "not in" -> wanted.valueStream().noneMatch(value::equals);
            default -> value.valueStream().anyMatch(wanted::equals);
        };
    }
}
