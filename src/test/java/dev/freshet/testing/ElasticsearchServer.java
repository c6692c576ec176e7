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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Answers as the documentation of Elasticsearch 8.11 and later has it: what isn't refreshed isn't found, and vectors are no part of
 * {@code _source}, as from 9.2 on.
 */
public final class ElasticsearchServer extends DocumentedServer {

    private static final class Index {
        private final JsonNode mappings;
        private final TreeMap<String, ObjectNode> written = new TreeMap<>();
        private TreeMap<String, ObjectNode> searchable = new TreeMap<>();

        private Index(JsonNode mappings) {
            this.mappings = mappings;
        }

        private void refresh() {
            searchable = new TreeMap<>(written);
        }
    }

    private record Hit(String id, ObjectNode entry, double score) {}

    private static final Comparator<Hit> BY_ID = Comparator.comparing(Hit::id);
    private static final Comparator<Hit> BEST_FIRST =
            Comparator.comparingDouble(Hit::score).reversed().thenComparing(BY_ID);

    private final Map<String, Index> indexes = new TreeMap<>();

    private ElasticsearchServer() {}

    /** An empty one on a free port. */
    public static ElasticsearchServer start() {
        ElasticsearchServer server = new ElasticsearchServer();
        server.listen();
        return server;
    }

    @Override
    public synchronized List<String> contents(String index) {
        Index found = indexes.get(index);
        return found == null
                ? List.of()
                : found.written.values().stream().map(Object::toString).toList();
    }

    @Override
    public synchronized void drop(String index) {
        indexes.remove(index);
    }

    @Override
    public synchronized void putTheirs(String index, String id, float[] vector) {
        Index found = indexes.get(index);
        if (found != null) {
            ObjectNode entry = JSON.createObjectNode().put("text", "theirs").put("source", "docs");
            entry.set("vector", JsonVectors.of(vector));
            found.written.put(id, entry);
            found.refresh();
        }
    }

    @Override
    protected boolean isLetIn(Headers headers) {
        return ("ApiKey " + KEY).equals(headers.getFirst("Authorization"));
    }

    @Override
    protected JsonNode refusal(int status, String message) {
        ObjectNode answer = JSON.createObjectNode().put("status", status);
        answer.putObject("error").put("reason", message);
        return answer;
    }

    @Override
    protected JsonNode answer(String method, URI uri, String body) throws IOException {
        String[] path = uri.getPath().split("/", 3);
        String name = path[1];
        String call = method + " " + (path.length < 3 ? "" : path[2]);
        if (call.equals("PUT ")) {
            return create(name, JSON.readTree(body));
        }
        if (call.equals("POST _bulk")) {
            return bulk(name, body.lines().iterator(), uri.getQuery().contains("refresh=true"));
        }
        Index index = indexes.get(name);
        if (index == null) {
            throw new Refusal(404, "no such index [" + name + "]");
        }
        if (call.equals("GET _mapping")) {
            ObjectNode answer = JSON.createObjectNode();
            answer.putObject(name).set("mappings", index.mappings);
            return answer;
        }
        if (call.equals("POST _search") && uri.getQuery().contains("allow_partial_search_results=false")) {
            return search(index, JSON.readTree(body));
        }
        throw new Refusal(400, "unknown: " + call);
    }

    private JsonNode create(String name, JsonNode body) {
        if (indexes.putIfAbsent(name, new Index(body.path("mappings"))) != null) {
            throw new Refusal(400, "index [" + name + "] already exists");
        }
        return JSON.createObjectNode().put("acknowledged", true);
    }

    /** A write makes an index where there is none, with whatever fields. */
    private JsonNode bulk(String name, Iterator<String> lines, boolean refresh) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        while (lines.hasNext()) {
            Map.Entry<String, JsonNode> operation =
                    JSON.readTree(lines.next()).properties().iterator().next();
            String id = operation.getValue().path("_id").asText();
            ObjectNode done = items.addObject().putObject(operation.getKey());
            switch (operation.getKey()) {
                case "index" -> put(made(name), id, (ObjectNode) JSON.readTree(lines.next()), done);
                case "update" -> update(made(name), id, JSON.readTree(lines.next()), done);
                case "delete" -> {
                    Index index = indexes.get(name);
                    boolean was = index != null && index.written.remove(id) != null;
                    done.put("status", was ? 200 : 404);
                }
                default -> throw new Refusal(400, "Malformed action/metadata line: " + operation.getKey());
            }
        }
        Index index = indexes.get(name);
        if (refresh && index != null) {
            index.refresh();
        }
        return answer;
    }

    private Index made(String name) {
        return indexes.computeIfAbsent(name, key -> new Index(JSON.createObjectNode()));
    }

    private static void put(Index index, String id, ObjectNode entry, ObjectNode done) {
        int expected = index.mappings.at("/properties/vector/dims").asInt();
        int size = entry.path("vector").size();
        if (size != expected) {
            done.put("status", 400)
                    .putObject("error")
                    .put(
                            "reason",
                            "The [dense_vector] field [vector] has a different number of dimensions [" + size
                                    + "] than defined in the mapping [" + expected + "]");
            return;
        }
        index.written.put(id, entry);
        done.put("status", 201);
    }

    private static void update(Index index, String id, JsonNode change, ObjectNode done) {
        if (!change.at("/script/source").asText().equals("ctx._source.putAll(params.described)")) {
            throw new Refusal(400, "compile error");
        }
        ObjectNode before = index.written.get(id);
        if (before == null) {
            done.put("status", 404).putObject("error").put("reason", "[" + id + "]: document missing");
            return;
        }
        ObjectNode after = before.deepCopy();
        after.setAll((ObjectNode) change.at("/script/params/described"));
        index.written.put(id, after);
        done.put("status", 200);
    }

    private static JsonNode search(Index index, JsonNode body) {
        List<Hit> hits = new ArrayList<>(body.has("knn") ? nearest(index, body.path("knn")) : matching(index, body));
        ObjectNode answer = JSON.createObjectNode();
        if (body.has("aggs")) {
            bySource(hits, answer.putObject("aggregations").putObject("sources"));
        }
        ObjectNode found = answer.putObject("hits");
        found.putObject("total").put("value", hits.size());
        ArrayNode shown = found.putArray("hits");
        String after = body.at("/search_after/0").asText();
        hits.stream()
                .sorted(body.path("sort").path(0).asText().equals("chunk_id") ? BY_ID : BEST_FIRST)
                .filter(hit -> hit.id().compareTo(after) > 0)
                .limit(body.path("size").asInt())
                .forEach(hit -> show(hit, body, shown.addObject()));
        return answer;
    }

    private static void show(Hit hit, JsonNode body, ObjectNode shown) {
        shown.put("_id", hit.id()).put("_score", (float) hit.score());
        ObjectNode source = hit.entry().deepCopy();
        JsonNode vector = source.remove("vector");
        shown.set("_source", source);
        if (body.path("fields").path(0).asText().equals("vector")) {
            shown.putObject("fields").set("vector", vector);
        }
        shown.putArray("sort").add(hit.id());
    }

    private static List<Hit> nearest(Index index, JsonNode knn) {
        if (knn.path("num_candidates").asInt() < knn.path("k").asInt()) {
            throw new Refusal(400, "[num_candidates] cannot be less than [k]");
        }
        return index.searchable.entrySet().stream()
                .filter(entry -> holds(entry.getKey(), entry.getValue(), knn.path("filter")))
                .map(entry -> new Hit(
                        entry.getKey(),
                        entry.getValue(),
                        score(dot(entry.getValue().path("vector"), knn.path("query_vector")))))
                .sorted(BEST_FIRST)
                .limit(knn.path("k").asInt())
                .toList();
    }

    /** As {@code max_inner_product} is documented. */
    private static double score(double product) {
        return product < 0 ? 1 / (1 - product) : product + 1;
    }

    private static List<Hit> matching(Index index, JsonNode body) {
        Set<String> words = words(body.at("/query/bool/must/match/words").asText());
        return index.searchable.entrySet().stream()
                .filter(entry -> holds(entry.getKey(), entry.getValue(), body.path("query")))
                .map(entry -> new Hit(entry.getKey(), entry.getValue(), shared(words, entry.getValue())))
                .filter(hit -> words.isEmpty() || hit.score() > 0)
                .toList();
    }

    private static void bySource(List<Hit> hits, ObjectNode sources) {
        Map<String, ObjectNode> buckets = new TreeMap<>();
        ArrayNode all = sources.putArray("buckets");
        for (Hit hit : hits) {
            ObjectNode bucket =
                    buckets.computeIfAbsent(hit.entry().path("source").asText(), key -> {
                        ObjectNode made = all.addObject().put("key", key);
                        made.putObject("documents");
                        return made;
                    });
            bucket.put("doc_count", bucket.path("doc_count").asLong() + 1);
            ObjectNode documents = (ObjectNode) bucket.path("documents");
            boolean isFirst = hit.entry().path("ordinal").asInt() == 0;
            documents.put("doc_count", documents.path("doc_count").asLong() + (isFirst ? 1 : 0));
        }
    }

    private static boolean holds(String id, JsonNode entry, JsonNode query) {
        return query.at("/bool/filter").valueStream().allMatch(condition -> isTrue(id, entry, condition));
    }

    private static boolean isTrue(String id, JsonNode entry, JsonNode condition) {
        Map.Entry<String, JsonNode> kind = condition.properties().iterator().next();
        JsonNode what = kind.getValue();
        if (kind.getKey().equals("exists")) {
            return entry.hasNonNull(what.path("field").asText());
        }
        if (kind.getKey().equals("ids")) {
            return what.path("values")
                    .valueStream()
                    .anyMatch(wanted -> wanted.asText().equals(id));
        }
        Map.Entry<String, JsonNode> field = what.properties().iterator().next();
        JsonNode value = entry.path(field.getKey());
        return switch (kind.getKey()) {
            case "term" -> has(value, field.getValue());
            case "terms" -> field.getValue().valueStream().anyMatch(wanted -> has(value, wanted));
            default -> throw new Refusal(400, "unknown query [" + kind.getKey() + "]");
        };
    }

    private static boolean has(JsonNode value, JsonNode wanted) {
        return value.equals(wanted) || value.valueStream().anyMatch(wanted::equals);
    }
}
