package dev.freshet.source.notion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Content;
import dev.freshet.source.http.Http;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.http.HttpCall;
import dev.freshet.source.http.HttpCall.Budget;
import dev.freshet.source.http.ServerTime;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of Notion's API, with the answers that come in parts put together. */
final class NotionApi {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Most objects in an answer, by Notion's documentation. */
    private static final int PAGE_SIZE = 100;

    private static final int SMALLEST_PAGE = 10;
    private static final int MOST_RESTARTS = 3;

    private final NotionOptions options;
    private final Http http;
    private final Map<String, String> headers = new HashMap<>();
    private final Budget budget;
    private final ServerTime time;

    NotionApi(NotionOptions options, Http http, Clock clock) {
        this.options = options;
        this.http = http;
        this.time = new ServerTime(clock);
        headers.put("Authorization", "Bearer " + options.token());
        headers.put("Notion-Version", options.apiVersion());
        String token =
                Content.sha256(options.token().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
        budget = new Budget("notion " + token, options.perSecond());
    }

    NotionOptions options() {
        return options;
    }

    /** Notion's own, which the times of pages are of. */
    ServerTime time() {
        return time;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    private JsonNode call(String method, String path, @Nullable ObjectNode body)
            throws IOException, InterruptedException {
        URI uri = URI.create(options.baseUrl() + "/v1/" + path);
        Map<String, String> all = new HashMap<>(headers);
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        HttpAnswer answer = http.send(new HttpCall(method, uri, all, body == null ? null : body.toString(), budget));
        time.heard(answer);
        JsonNode json = json(answer);
        if (answer.isOk() && json != null) {
            return json;
        }
        String code = json == null || !json.path("object").asText().equals("error")
                ? null
                : json.path("code").asText(null);
        throw new NotionException(
                answer.status(), code, message(answer.status(), code == null ? null : json, method + " " + path));
    }

    /** Null where it isn't Notion's, whose objects all say what they are: a proxy answers in HTML, or in words of its own. */
    private static @Nullable JsonNode json(HttpAnswer answer) {
        try {
            JsonNode json = JSON.readTree(answer.body());
            return json != null && json.hasNonNull("object") ? json : null;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Bytes in memory can always be read", e);
        }
    }

    private static String message(int status, @Nullable JsonNode error, String call) {
        String said = error == null
                ? "something that isn't JSON of Notion"
                : error.path("code").asText() + ": "
                        + error.path("message").asText().replaceFirst("[.]+$", "");
        return "Notion answered " + call.replaceFirst("[?].*", "") + " with " + status + ", " + said + "."
                + remedy(status, error != null);
    }

    private static String remedy(int status, boolean own) {
        if (status == 401) {
            return " Check the token of the source.";
        }
        if (status >= 500 || status == 429) {
            return " The next pass tries again.";
        }
        if (!own) {
            return " Is 'baseUrl' the address of Notion itself, with no login page or proxy between?";
        }
        return switch (status) {
            case 403 -> " Give the connection the capability to read content.";
            case 404 -> " Share the page or database with the connection, or correct its id.";
            default -> "";
        };
    }

    /** Takes the objects of a list as they come. */
    interface Sink {
        /**
         * Takes one.
         *
         * @return whether to go on
         */
        boolean take(JsonNode object) throws IOException, InterruptedException;

        /** The list begins again from its start: what was taken may come again. */
        default void restart() {}
    }

    /**
     * Reads the list below a path, such as the children of a block.
     *
     * @return whether it was read to its end
     */
    boolean list(String path, Sink sink) throws IOException, InterruptedException {
        return pages(
                (cursor, size) -> get(path + (path.contains("?") ? "&" : "?") + "page_size=" + size
                        + (cursor == null ? "" : "&start_cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8))),
                sink);
    }

    /**
     * Reads what a query or a search finds.
     *
     * @return whether it was read to its end; false also where Notion gives no more than 10,000
     */
    boolean query(String path, ObjectNode body, Sink sink) throws IOException, InterruptedException {
        return pages(
                (cursor, size) -> {
                    ObjectNode asked = body.deepCopy();
                    asked.put("page_size", size);
                    if (cursor != null) {
                        asked.put("start_cursor", cursor);
                    }
                    return call("POST", path, asked);
                },
                sink);
    }

    private interface Part {
        JsonNode read(@Nullable String cursor, int size) throws IOException, InterruptedException;
    }

    private static boolean pages(Part part, Sink sink) throws IOException, InterruptedException {
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        int size = PAGE_SIZE;
        int restarts = 0;
        while (true) {
            JsonNode answer;
            try {
                answer = part.read(cursor, size);
            } catch (NotionException e) {
                if (e.isInvalidCursor() && cursor != null && restarts++ < MOST_RESTARTS) {
                    cursor = null;
                    cursors.clear();
                    sink.restart();
                    continue;
                }
                if (e.isTimeout() && size > SMALLEST_PAGE) {
                    size /= 2;
                    continue;
                }
                throw e;
            }
            if (!answer.path("results").isArray()) {
                throw new IOException("Notion answered with something else where a list was asked for. The next pass"
                        + " tries again.");
            }
            for (JsonNode object : answer.path("results")) {
                if (!sink.take(object)) {
                    return false;
                }
            }
            if (!answer.path("has_more").asBoolean()) {
                return !answer.path("request_status").path("type").asText().equals("incomplete");
            }
            cursor = answer.path("next_cursor").asText();
            if (!cursors.add(cursor)) {
                throw new IOException("Notion gave the same cursor twice, so the listing has no end. The next pass"
                        + " tries again.");
            }
        }
    }
}
