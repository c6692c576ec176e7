package dev.freshet.store.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.remote.OutageException;
import dev.freshet.store.rest.RestAnswer;
import dev.freshet.store.rest.RestCalls;
import dev.freshet.store.rest.RestLogin;
import dev.freshet.store.rest.RestServer;
import java.util.Optional;
import java.util.Set;

/** The collection: made by the first write, and looked at before it is believed. Safe for many threads. */
final class EntityCollection {

    /** Milvus says in a number of its own what went wrong, with the status of a success. */
    private static final int DONE = 0;

    private static final int NO_COLLECTION = 100;
    private static final int NO_LOGIN = 1_800;

    /** Parameters, JSON or values that it doesn't take. */
    private static final Set<Integer> OF_CONTENT = Set.of(1_100, 1_801, 1_804);

    private final MilvusOptions options;
    private final RestCalls calls;

    /** Length of its vectors; 0 = not looked at yet. */
    private volatile int known;

    EntityCollection(MilvusOptions options) {
        this.options = options;
        RestLogin login = RestLogin.key("freshet.store.milvus.key", "Authorization", "Bearer ", options.key());
        this.calls = new RestCalls(
                new RestServer("Milvus", options.address(), "freshet.store.milvus", login, options.timeout()));
    }

    /** A request about the collection. */
    ObjectNode request() {
        return RestCalls.JSON
                .createObjectNode()
                .put("dbName", options.database())
                .put("collectionName", options.collection());
    }

    /**
     * Makes a call.
     *
     * @param what such as {@code entities/query}
     * @return what is below {@code data}; empty where there is no such collection
     */
    Optional<JsonNode> call(String what, ObjectNode body) {
        RestAnswer answer = calls.call("POST", "/v2/vectordb/" + what, body);
        int code = code(answer);
        if (code == NO_COLLECTION) {
            known = 0;
            return Optional.empty();
        }
        if (code != DONE) {
            throw calls.refusal(status(code), said(answer));
        }
        return Optional.of(answer.body().path("data"));
    }

    private static int code(RestAnswer answer) {
        return answer.body().path("code").asInt(answer.isOk() ? DONE : -1);
    }

    private static int status(int code) {
        if (code == NO_LOGIN) {
            return 401;
        }
        return OF_CONTENT.contains(code) ? 400 : 503;
    }

    private static String said(RestAnswer answer) {
        return answer.body().path("message").asText();
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
        ObjectNode body = request();
        Schema.into(body, dimensions);
        RestAnswer answer = calls.setUp("POST", "/v2/vectordb/collections/create", body);
        // where another process was faster, this is refused, and the look sees what it is like
        if (!isThere(dimensions)) {
            throw new OutageException(
                    "The vector store at " + options + " gives Freshet no collection: " + said(answer)
                            + ". Correct the options that begin with freshet.store.milvus, or make there what is"
                            + " lacking.",
                    null);
        }
    }

    /** Whether there is anything to ask. */
    boolean isThere(int dimensions) {
        if (known == dimensions) {
            return true;
        }
        Optional<JsonNode> described = described();
        described.ifPresent(collection -> {
            refuseOther(Schema.dimensions(collection), dimensions);
            known = dimensions;
        });
        return described.isPresent();
    }

    /** It is asked for by its name alone, so what is refused is no document's fault. */
    private Optional<JsonNode> described() {
        RestAnswer answer = calls.setUp("POST", "/v2/vectordb/collections/describe", request());
        int code = code(answer);
        if (code != DONE && code != NO_COLLECTION) {
            throw calls.refusal(code == NO_LOGIN ? 401 : 503, said(answer));
        }
        return code == DONE ? Optional.of(answer.body().path("data")) : Optional.empty();
    }

    private void refuseOther(int length, int dimensions) {
        if (length != dimensions) {
            throw new OutageException(
                    "The collection " + options.collection() + " of the vector store at " + options + " "
                            + (length == 0
                                    ? "was made by another program"
                                    : "has vectors of " + length + " numbers, and the model gives " + dimensions)
                            + ". It was left as it is. Set freshet.store.milvus.collection to another name, or drop the"
                            + " collection; the next pass makes it anew.",
                    null);
        }
    }

    /** It was there, and isn't any more. */
    OutageException gone() {
        return new OutageException(
                "The vector store at " + options + " has no collection " + options.collection()
                        + " any more. The next write makes it anew.",
                null);
    }
}
