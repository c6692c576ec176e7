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
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers as the documentation of Weaviate has it: objects with REST, questions with GraphQL. A write makes a collection where there
 * is none, and what is wrong with an object or a question stands in an answer with the status of a success.
 */
public final class WeaviateServer extends DocumentedServer {

    private static final int MOST = 10_000;
    private static final Pattern QUESTION =
            Pattern.compile("\\{ (Get|Aggregate) \\{ (\\w+)\\((.*)\\) \\{ (.*) } } }", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|[A-Za-z_]\\w*|[^\"\\w-]");

    private record Hit(ObjectNode object, double score) {}

    private final Map<String, TreeMap<String, ObjectNode>> collections = new TreeMap<>();

    private WeaviateServer() {}

    /** An empty one on a free port. */
    public static WeaviateServer start() {
        WeaviateServer server = new WeaviateServer();
        server.listen();
        return server;
    }

    @Override
    public synchronized List<String> contents(String collection) {
        return collections.getOrDefault(collection, new TreeMap<>()).values().stream()
                .map(object -> object.deepCopy().without("class").toString())
                .toList();
    }

    @Override
    public synchronized void drop(String collection) {
        collections.remove(collection);
    }

    @Override
    public synchronized void putTheirs(String collection, String id, float[] vector) {
        TreeMap<String, ObjectNode> found = collections.get(collection);
        if (found != null) {
            ObjectNode object = JSON.createObjectNode().put("id", id);
            object.putObject("properties").put("text", "theirs").put("source", "docs");
            object.set("vector", JsonVectors.of(vector));
            found.put(id, object);
        }
    }

    @Override
    protected boolean isLetIn(Headers headers) {
        return ("Bearer " + KEY).equals(headers.getFirst("Authorization"));
    }

    @Override
    protected JsonNode refusal(int status, String message) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("error").addObject().put("message", message);
        return answer;
    }

    @Override
    protected JsonNode answer(String method, URI uri, String sent) throws IOException {
        JsonNode body = sent.isEmpty() ? JSON.createObjectNode() : JSON.readTree(sent);
        String call = method + " " + uri.getPath();
        if (call.startsWith("GET /v1/schema/")) {
            return described(uri.getPath().substring("/v1/schema/".length()));
        }
        return switch (call) {
            case "POST /v1/schema" -> create(body);
            case "POST /v1/batch/objects" -> put(body.path("objects"));
            case "DELETE /v1/batch/objects" -> delete(body.path("match"));
            case "GET /v1/objects" -> page(parameters(uri));
            case "POST /v1/graphql" -> question(body.path("query").asText());
            default -> throw new Refusal(404, "path " + call + " was not found");
        };
    }

    private JsonNode described(String name) {
        if (!collections.containsKey(name)) {
            throw new Refusal(404, "");
        }
        return JSON.createObjectNode().put("class", name);
    }

    private JsonNode create(JsonNode body) {
        String name = body.path("class").asText();
        if (collections.putIfAbsent(name, new TreeMap<>()) != null) {
            throw new Refusal(422, "class name " + name + " already exists");
        }
        return body;
    }

    private JsonNode put(JsonNode objects) {
        ArrayNode answer = JSON.createArrayNode();
        for (JsonNode object : objects) {
            TreeMap<String, ObjectNode> collection =
                    collections.computeIfAbsent(object.path("class").asText(), key -> new TreeMap<>());
            ObjectNode result = answer.addObject().putObject("result");
            int size = object.path("vector").size();
            if (collection.values().stream()
                    .anyMatch(other -> other.path("vector").size() != size)) {
                result.put("status", "FAILED")
                        .putObject("errors")
                        .putArray("error")
                        .addObject()
                        .put("message", "new node has a vector with length " + size);
                continue;
            }
            collection.put(object.path("id").asText(), (ObjectNode) object);
            result.put("status", "SUCCESS");
        }
        return answer;
    }

    private JsonNode delete(JsonNode match) {
        if (!match.at("/where/path/0").asText().equals("id")) {
            throw new Refusal(422, "unknown filter");
        }
        TreeMap<String, ObjectNode> collection =
                collections.getOrDefault(match.path("class").asText(), new TreeMap<>());
        match.at("/where/valueTextArray").forEach(id -> collection.remove(id.asText()));
        return JSON.createObjectNode();
    }

    private static Map<String, String> parameters(URI uri) {
        return Stream.of(uri.getQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private JsonNode page(Map<String, String> parameters) {
        TreeMap<String, ObjectNode> collection =
                collections.getOrDefault(parameters.getOrDefault("class", ""), new TreeMap<>());
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode objects = answer.putArray("objects");
        collection.tailMap(parameters.getOrDefault("after", ""), false).values().stream()
                .limit(Long.parseLong(parameters.getOrDefault("limit", "25")))
                .forEach(objects::add);
        return answer;
    }

    private JsonNode question(String query) throws IOException {
        Matcher matcher = QUESTION.matcher(query);
        if (!matcher.matches()) {
            return problem("Syntax Error GraphQL request " + query);
        }
        TreeMap<String, ObjectNode> collection = collections.get(matcher.group(2));
        if (collection == null) {
            return problem("Cannot query field \"" + matcher.group(2) + "\" on type \"GetObjectsObj\"");
        }
        JsonNode arguments = JSON.readTree("{" + withQuotes(matcher.group(3)) + "}");
        List<ObjectNode> found = collection.values().stream()
                .filter(object -> holds(object, arguments.path("where")))
                .toList();
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode rows = answer.putObject("data").putObject(matcher.group(1)).putArray(matcher.group(2));
        if (matcher.group(1).equals("Aggregate")) {
            count(found, arguments, rows);
        } else {
            get(found, arguments, rows);
        }
        return answer;
    }

    private static JsonNode problem(String message) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("errors").addObject().put("message", message);
        return answer;
    }

    private static String withQuotes(String arguments) {
        return TOKEN.matcher(arguments)
                .replaceAll(token -> Matcher.quoteReplacement(
                        Character.isLetter(token.group().charAt(0)) ? "\"" + token.group() + "\"" : token.group()));
    }

    private static void count(List<ObjectNode> found, JsonNode arguments, ArrayNode rows) {
        if (!arguments.has("groupBy")) {
            rows.addObject().putObject("meta").put("count", found.size());
            return;
        }
        Map<String, Long> groups = found.stream()
                .collect(Collectors.groupingBy(
                        object -> object.at("/properties/source").asText(), TreeMap::new, Collectors.counting()));
        groups.forEach((value, count) -> {
            ObjectNode row = rows.addObject();
            row.putObject("groupedBy").put("value", value);
            row.putObject("meta").put("count", count);
        });
    }

    private static void get(List<ObjectNode> found, JsonNode arguments, ArrayNode rows) {
        int limit = arguments.path("limit").asInt();
        if (limit < 1 || limit > MOST) {
            throw new Refusal(422, "query maximum results exceeded");
        }
        Set<String> words = words(arguments.at("/bm25/query").asText());
        List<Hit> hits = new ArrayList<>();
        found.forEach(object -> hits.add(new Hit(
                object,
                arguments.has("nearVector")
                        ? dot(object.path("vector"), arguments.at("/nearVector/vector"))
                        : shared(words, object.path("properties")))));
        hits.sort(Comparator.comparingDouble(hit -> -hit.score()));
        hits.stream()
                .filter(hit -> !arguments.has("bm25") || hit.score() > 0)
                .limit(limit)
                .forEach(hit -> rows.add(shown(hit)));
    }

    private static ObjectNode shown(Hit hit) {
        ObjectNode row = hit.object().path("properties").deepCopy();
        ObjectNode additional =
                row.putObject("_additional").put("distance", -hit.score()).put("score", String.valueOf(hit.score()));
        additional.set("id", hit.object().path("id"));
        additional.set("vector", hit.object().path("vector"));
        return row;
    }

    private static boolean holds(ObjectNode object, JsonNode where) {
        String name = where.at("/path/0").asText();
        JsonNode value = name.equals("id")
                ? object.path("id")
                : object.path("properties").path(name);
        return switch (where.path("operator").asText()) {
            case "And" -> where.path("operands").valueStream().allMatch(operand -> holds(object, operand));
            case "Equal" -> value.equals(where.has("valueInt") ? where.path("valueInt") : where.path("valueText"));
            case "ContainsAny" -> where.path("valueText").valueStream().anyMatch(wanted -> has(value, wanted));
            default -> throw new Refusal(422, "unknown operator in " + where);
        };
    }

    private static boolean has(JsonNode value, JsonNode wanted) {
        return value.equals(wanted) || value.valueStream().anyMatch(wanted::equals);
    }
}
