package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.testing.Rate;
import dev.freshet.testing.SlowAnswers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Notion's API as its documentation has it, as strict as the real one: it refuses unknown parameters, other versions,
 * other tokens and cursors that it didn't give, rounds times down to the minute, and gives 100 objects at most.
 */
final class NotionServer implements AutoCloseable {

    static final String TOKEN = "ntn_test";

    private static final long SECOND = 1_000_000_000L;
    private static final Set<String> STAMPS = Set.of("created_time", "last_edited_time");

    /** What to answer in the place of the truth; status 0 = to hang up. */
    record Fault(int status, String code, Map<String, String> headers, String body) {

        static Fault of(int status, String code) {
            return new Fault(status, code, Map.of("Retry-After", "0"), "");
        }

        /** What a proxy before Notion says. */
        static Fault html(int status) {
            return new Fault(status, "", Map.of("Content-Type", "text/html"), "<html><h1>" + status + "</h1></html>");
        }
    }

    /** Hears of each call and may answer it; null = the truth. */
    interface Faults {
        @Nullable
        Fault at(String call, int number);
    }

    private final HttpServer server;
    private final NotionWorkspace workspace;
    private final String version;
    private final List<String> calls = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final Map<String, String> cursors = new HashMap<>();
    private final SlowAnswers slowness = new SlowAnswers();
    private Faults faults = (call, number) -> null;
    private int perSecond = Integer.MAX_VALUE;
    private int refused;
    private int queryLimit = 10_000;

    NotionServer(NotionWorkspace workspace, String version) throws IOException {
        this.workspace = workspace;
        this.version = version;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void failing(Faults newFaults) {
        faults = newFaults;
    }

    void answerAfter(Duration time) {
        slowness.take(time);
    }

    synchronized void limitedTo(int newPerSecond) {
        perSecond = newPerSecond;
    }

    synchronized void queriesEndAt(int newLimit) {
        queryLimit = newLimit;
    }

    /** Calls since the last time this was asked, such as {@code GET /v1/pages/ID}. */
    synchronized List<String> takeCalls() {
        List<String> taken = new ArrayList<>(calls);
        calls.clear();
        return taken;
    }

    /** Calls that were too many. */
    synchronized int refused() {
        return refused;
    }

    /** When each call came, in ns. */
    synchronized List<Long> times() {
        return List.copyOf(times);
    }

    /** Most calls that came in any one second. */
    synchronized long mostInASecond() {
        return Rate.most(times, SECOND);
    }

    synchronized void forgetTimes() {
        times.clear();
    }

    boolean hasDataSources() {
        return !version.equals("2022-06-28");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        slowness.await();
        Answer answer;
        synchronized (this) {
            answer = answer(exchange, new String(body, StandardCharsets.UTF_8));
        }
        if (answer.status == 0) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        answer.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Answer(int status, Map<String, String> headers, String body) {}

    private static Answer error(int status, String code, String message) {
        ObjectNode error = NotionApi.JSON.createObjectNode();
        error.put("object", "error").put("status", status).put("code", code).put("message", message);
        error.put("request_id", UUID.randomUUID().toString());
        return new Answer(status, Map.of("Content-Type", "application/json"), error.toString());
    }

    private static Answer ok(JsonNode body) {
        return new Answer(200, Map.of("Content-Type", "application/json"), body.toString());
    }

    private static Answer invalid(String message) {
        return error(400, "validation_error", message);
    }

    private Answer answer(HttpExchange exchange, String body) throws IOException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        calls.add(call);
        times.add(System.nanoTime());
        long now = System.nanoTime();
        if (times.stream().filter(time -> now - time < SECOND).count() > perSecond) {
            refused++;
            Answer limited = error(429, "rate_limited", "You have been rate limited.");
            return new Answer(429, Map.of("Retry-After", "1"), limited.body);
        }
        Fault fault = faults.at(call, calls.size());
        if (fault != null) {
            String text = fault.body.isEmpty() ? error(fault.status, fault.code, "On purpose.").body : fault.body;
            return new Answer(fault.status, fault.headers, text);
        }
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return error(401, "unauthorized", "API token is invalid.");
        }
        String asked = exchange.getRequestHeaders().getFirst("Notion-Version");
        if (!version.equals(asked)) {
            return error(400, "missing_version", "Notion-Version header failed validation: was `" + asked + "`.");
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        return route(call, query, body.isEmpty() ? null : NotionApi.JSON.readTree(body));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private Answer route(String call, Map<String, String> query, @Nullable JsonNode body) {
        String[] parts = call.substring(call.indexOf(' ') + 2).split("/", -1);
        String method = call.substring(0, call.indexOf(' '));
        if (parts.length < 2 || !parts[0].equals("v1")) {
            return error(400, "invalid_request_url", "Invalid request URL.");
        }
        if (parts.length > 2 && !parts[2].matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            return invalid("path failed validation: path." + parts[1] + "_id should be a valid uuid, instead was `\""
                    + parts[2] + "\"`.");
        }
        String shape =
                method + " " + parts[1] + (parts.length > 2 ? "/ID" : "") + (parts.length > 3 ? "/" + parts[3] : "");
        boolean paged = shape.equals("GET blocks/ID/children") || shape.equals("GET pages/ID/properties");
        for (String name : query.keySet()) {
            if (!paged || !Set.of("page_size", "start_cursor").contains(name)) {
                return invalid("query failed validation: query." + name + " should be not present.");
            }
        }
        String id = parts.length > 2 ? parts[2] : "";
        String size = query.get("page_size");
        String cursor = query.get("start_cursor");
        return switch (shape) {
            case "GET pages/ID" -> found(workspace.page(id), "page", id);
            case "GET databases/ID" -> found(workspace.database(id, hasDataSources()), "database", id);
            case "GET data_sources/ID" ->
                hasDataSources() ? found(workspace.dataSource(id), "data source", id) : wrongUrl();
            case "GET blocks/ID" -> found(workspace.block(id), "block", id);
            case "GET users/ID" -> found(workspace.user(id), "user", id);
            case "GET blocks/ID/children" ->
                workspace.isUnreadable(id)
                        ? invalid("Block type is not supported via the API.")
                        : listed(call, size, cursor, workspace.children(id), "block");
            case "GET pages/ID/properties" ->
                listed(call, size, cursor, workspace.propertyItems(id, parts[4]), "property_item");
            case "POST data_sources/ID/query" -> hasDataSources() ? rows(call, id, body) : wrongUrl();
            case "POST databases/ID/query" -> hasDataSources() ? wrongUrl() : rows(call, id, body);
            case "POST search" -> search(call, body);
            default -> wrongUrl();
        };
    }

    private static Answer wrongUrl() {
        return error(400, "invalid_request_url", "Invalid request URL.");
    }

    private static Answer found(@Nullable JsonNode object, String kind, String id) {
        return object == null
                ? error(
                        404,
                        "object_not_found",
                        "Could not find " + kind + " with ID: " + id
                                + ". Make sure the relevant pages and databases are shared with your connection \"Freshet\".")
                : ok(object);
    }

    private static @Nullable String unknownField(JsonNode body, Set<String> known) {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name) || body.get(name).isNull()) {
                return name;
            }
        }
        return null;
    }

    private Answer rows(String call, String id, @Nullable JsonNode asked) {
        JsonNode body = asked == null ? NotionApi.JSON.createObjectNode() : asked;
        String unknown = unknownField(body, Set.of("filter", "sorts", "start_cursor", "page_size"));
        if (unknown != null) {
            return invalid("body failed validation: body." + unknown + " should be not present.");
        }
        List<ObjectNode> rows = workspace.rows(id);
        if (rows == null) {
            return found(null, "database", id);
        }
        List<ObjectNode> matching = new ArrayList<>(rows);
        JsonNode filter = body.path("filter");
        for (JsonNode condition : conditions(filter)) {
            String wrong = wrongCondition(condition);
            if (wrong != null) {
                return invalid(wrong);
            }
            String stamp = condition.path("timestamp").asText();
            Instant from =
                    Instant.parse(condition.path(stamp).path("on_or_after").asText());
            matching.removeIf(row -> time(row, stamp).isBefore(from));
        }
        if (body.has("sorts") && !body.path("sorts").isArray()) {
            return invalid("body failed validation: body.sorts should be an array.");
        }
        for (JsonNode sort : body.path("sorts")) {
            String wrong = wrongSort(sort, "body.sorts[0]", STAMPS);
            if (wrong != null) {
                return invalid(wrong);
            }
        }
        if (body.path("sorts").size() > 1) {
            return invalid("This server knows one sort at a time.");
        }
        sort(matching, body.path("sorts").path(0));
        return listed(
                call + filter + body.path("sorts"),
                text(body, "page_size"),
                text(body, "start_cursor"),
                matching,
                "page_or_data_source");
    }

    private static Iterable<JsonNode> conditions(JsonNode filter) {
        return filter.has("and") ? filter.path("and") : filter.isMissingNode() ? List.of() : List.of(filter);
    }

    /** Conditions on properties are refused: the databases here have none of their own. */
    private static @Nullable String wrongCondition(JsonNode condition) {
        if (condition.has("property")) {
            return "Could not find property with name or id: "
                    + condition.path("property").asText();
        }
        String stamp = condition.path("timestamp").asText();
        boolean known = STAMPS.contains(stamp)
                && unknownField(condition, Set.of("timestamp", stamp)) == null
                && condition.path(stamp).size() == 1
                && condition.path(stamp).path("on_or_after").isTextual();
        return known ? null : "body failed validation: body.filter is unknown: " + condition;
    }

    private static @Nullable String wrongSort(JsonNode sort, String name, Set<String> stamps) {
        boolean known = unknownField(sort, Set.of("timestamp", "direction")) == null
                && stamps.contains(sort.path("timestamp").asText())
                && Set.of("ascending", "descending")
                        .contains(sort.path("direction").asText());
        return known ? null : "body failed validation: " + name + " is unknown: " + sort;
    }

    private static Instant time(JsonNode object, String stamp) {
        return Instant.parse(object.path(stamp).asText("1970-01-01T00:00:00Z"));
    }

    private static void sort(List<ObjectNode> objects, JsonNode sort) {
        if (sort.isObject()) {
            Comparator<ObjectNode> order = Comparator.comparing(
                    object -> time(object, sort.path("timestamp").asText()));
            objects.sort(sort.path("direction").asText().equals("ascending") ? order : order.reversed());
        }
    }

    private Answer search(String call, @Nullable JsonNode asked) {
        JsonNode body = asked == null ? NotionApi.JSON.createObjectNode() : asked;
        String unknown = unknownField(body, Set.of("filter", "sort", "start_cursor", "page_size", "query"));
        if (unknown != null) {
            return invalid("body failed validation: body." + unknown + " should be not present.");
        }
        JsonNode filter = body.path("filter");
        String kind = filter.path("value").asText();
        if (unknownField(filter, Set.of("property", "value")) != null
                || !filter.path("property").asText().equals("object")
                || !Set.of("page", hasDataSources() ? "data_source" : "database")
                        .contains(kind)) {
            return invalid("body failed validation: body.filter is unknown: " + filter);
        }
        String wrong = wrongSort(body.path("sort"), "body.sort", Set.of("last_edited_time"));
        if (wrong != null) {
            return invalid(wrong);
        }
        List<ObjectNode> objects = new ArrayList<>(workspace.search(kind));
        sort(objects, body.path("sort"));
        return listed(
                call + filter + body.path("sort"),
                text(body, "page_size"),
                text(body, "start_cursor"),
                objects,
                "page_or_data_source");
    }

    private static @Nullable String text(JsonNode body, String name) {
        return body.has(name) ? body.get(name).asText() : null;
    }

    private Answer listed(
            String what,
            @Nullable String size,
            @Nullable String cursor,
            @Nullable List<? extends JsonNode> all,
            String type) {
        if (all == null) {
            return found(null, "block", what);
        }
        int most = size == null ? 100 : Integer.parseInt(size);
        if (most > 100) {
            return invalid("body failed validation: body.page_size should be ≤ `100`, instead was `" + most + "`.");
        }
        int from = 0;
        if (cursor != null) {
            String position = cursors.get(cursor);
            if (position == null || !position.startsWith(what + " ")) {
                return invalid("The start_cursor provided is invalid: " + cursor);
            }
            from = Integer.parseInt(position.substring(what.length() + 1));
        }
        boolean query = !type.equals("block");
        int end = query ? Math.min(all.size(), queryLimit) : all.size();
        int to = Math.min(from + most, end);
        ObjectNode list = NotionApi.JSON.createObjectNode();
        list.put("object", "list").put("type", type);
        ArrayNode results = list.putArray("results");
        all.subList(Math.min(from, to), to).forEach(results::add);
        list.put("has_more", to < end);
        if (to < end) {
            String next = UUID.randomUUID().toString();
            cursors.put(next, what + " " + to);
            list.put("next_cursor", next);
        } else {
            list.putNull("next_cursor");
            if (end < all.size()) {
                list.putObject("request_status")
                        .put("type", "incomplete")
                        .put("incomplete_reason", "query_result_limit_reached");
            }
        }
        return ok(list);
    }

    /** Forgets all cursors, as if they had expired. */
    synchronized void expireCursors() {
        cursors.clear();
    }
}
