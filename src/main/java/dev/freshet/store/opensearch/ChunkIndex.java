package dev.freshet.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.remote.OutageException;
import dev.freshet.store.rest.RestAnswer;
import dev.freshet.store.rest.RestCalls;
import dev.freshet.store.rest.RestServer;
import java.util.List;
import java.util.stream.Stream;

/**
 * The index: made by the first write, and looked at before each, since a write would make one with any fields where there is none.
 * Safe for many threads.
 */
final class ChunkIndex {

    private static final int NOT_FOUND = 404;

    private final IndexOptions options;
    private final RestCalls calls;
    private final String place;

    ChunkIndex(IndexOptions options) {
        this.options = options;
        this.place = "/" + options.index();
        Engine engine = options.engine();
        this.calls = new RestCalls(new RestServer(
                engine.program(), options.address(), engine.options(), options.login(), options.timeout()));
    }

    Engine engine() {
        return options.engine();
    }

    /**
     * Searches.
     *
     * @return the whole answer; missing where there is no index
     */
    JsonNode search(ObjectNode body) {
        // what some shards don't say would look as if it weren't there
        RestAnswer answer = calls.call("POST", place + "/_search?allow_partial_search_results=false", body);
        return answer.isOk() ? answer.body() : MissingNode.getInstance();
    }

    /** The same for what it found. */
    Stream<JsonNode> hits(ObjectNode body) {
        return search(body).at("/hits/hits").valueStream();
    }

    /**
     * Does many things in one call.
     *
     * @param lines each operation, with what belongs to it on a line of its own
     * @param isLast whether searches find all of it when the call returns
     */
    void bulk(List<? extends JsonNode> lines, boolean isLast) {
        String path = place + "/_bulk?filter_path=items.*.status,items.*.error&refresh=" + isLast;
        RestAnswer answer = calls.lines("POST", path, lines);
        if (!answer.isOk()) {
            throw gone();
        }
        answer.body()
                .path("items")
                .valueStream()
                .flatMap(item -> item.properties().stream())
                .forEach(done -> check(done.getKey(), done.getValue()));
    }

    private void check(String operation, JsonNode done) {
        int status = done.path("status").asInt();
        if (status < 300) {
            return;
        }
        if (status != NOT_FOUND) {
            throw calls.refusal(status, said(done.path("error")));
        }
        if (operation.equals("index")) {
            throw gone();
        }
    }

    private static String said(JsonNode error) {
        String cause = error.at("/caused_by/reason").asText();
        return error.path("reason").asText() + (cause.isEmpty() ? "" : ": " + cause);
    }

    /** Makes it where it isn't there. */
    void require(int dimensions) {
        if (!isThere(dimensions)) {
            make(dimensions);
        }
    }

    private synchronized void make(int dimensions) {
        if (isThere(dimensions)) {
            return;
        }
        try {
            calls.setUp("PUT", place, Mapping.of(engine(), dimensions));
        } catch (OutageException e) {
            // where another process was faster, this is refused, and the look sees what it is like
            if (!isThere(dimensions)) {
                throw e;
            }
        }
    }

    boolean exists() {
        return described().isOk();
    }

    private RestAnswer described() {
        return calls.setUp("GET", place + "/_mapping", null);
    }

    /** Whether there is anything to ask, of vectors of this length. */
    boolean isThere(int dimensions) {
        RestAnswer answer = described();
        if (!answer.isOk()) {
            return false;
        }
        // by the name of the index, which may be another than that of its alias
        JsonNode fields = answer.body().elements().next().path("mappings").path("properties");
        int length = engine().dimensions(fields.path(Engine.VECTOR));
        if (length != dimensions || !Mapping.isOurs(fields)) {
            throw refusal(length, dimensions);
        }
        return true;
    }

    private OutageException refusal(int length, int dimensions) {
        String what = length == 0 || length == dimensions
                ? "was made by another program"
                : "has vectors of " + length + " numbers, and the model gives " + dimensions;
        return new OutageException(
                "The index " + options.index() + " of the vector store at " + options + " " + what
                        + ". It was left as it is. Set " + engine().options()
                        + ".index to another name, or delete the index; the next pass makes it anew.",
                null);
    }

    private OutageException gone() {
        return new OutageException(
                "The vector store at " + options + " has no index " + options.index()
                        + " any more. The next write makes it anew.",
                null);
    }
}
