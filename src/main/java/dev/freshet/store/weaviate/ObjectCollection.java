package dev.freshet.store.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.remote.OutageException;
import dev.freshet.store.rest.RestAnswer;
import dev.freshet.store.rest.RestCalls;
import dev.freshet.store.rest.RestLogin;
import dev.freshet.store.rest.RestServer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The collection: made by the first write, and looked at before each call, since a write would make one with any properties where
 * there is none, and GraphQL takes its name for an error. Safe for many threads.
 */
final class ObjectCollection {

    private static final String FIRST_ID = "00000000-0000-0000-0000-000000000000";

    private final WeaviateOptions options;
    private final RestCalls calls;

    ObjectCollection(WeaviateOptions options) {
        this.options = options;
        RestLogin login = RestLogin.key("freshet.store.weaviate.key", "Authorization", "Bearer ", options.key());
        this.calls = new RestCalls(
                new RestServer("Weaviate", options.address(), "freshet.store.weaviate", login, options.timeout()));
    }

    String name() {
        return options.collection();
    }

    boolean exists() {
        return calls.setUp("GET", "/v1/schema/" + name(), null).isOk();
    }

    /**
     * Asks with GraphQL.
     *
     * @param kind {@code Get} or {@code Aggregate}
     * @return what there is; nothing where there is no collection
     */
    Stream<JsonNode> ask(String kind, ObjectNode arguments, String fields) {
        if (!exists()) {
            return Stream.empty();
        }
        JsonNode answer = call("POST", "/v1/graphql", GraphQl.of(kind, name(), arguments, fields));
        JsonNode problem = answer.at("/errors/0/message");
        if (!problem.isMissingNode()) {
            throw calls.refusal(503, problem.asText());
        }
        return answer.path("data").path(kind).path(name()).valueStream();
    }

    /** The first so many objects behind an id, with their vectors. */
    Stream<JsonNode> behind(String id, int limit) {
        if (!exists()) {
            return Stream.empty();
        }
        String after = id.isEmpty() ? FIRST_ID : id;
        String path = "/v1/objects?class=" + name() + "&include=vector&limit=" + limit + "&after=" + after;
        return call("GET", path, null).path("objects").valueStream();
    }

    /** Puts objects in, or in the place of those that have their ids. */
    void put(ObjectNode batch) {
        for (JsonNode object : call("POST", "/v1/batch/objects", batch)) {
            JsonNode problem = object.at("/result/errors/error/0/message");
            // the properties are as they were made, so the object isn't to blame
            if (!problem.isMissingNode()) {
                throw calls.refusal(503, problem.asText());
            }
        }
    }

    void delete(ObjectNode batch) {
        if (exists()) {
            call("DELETE", "/v1/batch/objects", batch);
        }
    }

    private JsonNode call(String method, String path, @Nullable ObjectNode body) {
        RestAnswer answer = calls.call(method, path, body);
        return answer.isOk() ? answer.body() : MissingNode.getInstance();
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
            calls.setUp("POST", "/v1/schema", Schema.of(name()));
        } catch (OutageException e) {
            // where another process was faster, this is refused, and the look sees what it is like
            if (!isThere(dimensions)) {
                throw e;
            }
        }
    }

    /** Whether there is anything to ask, of vectors of this length. Weaviate knows it from the first object alone. */
    boolean isThere(int dimensions) {
        if (!exists()) {
            return false;
        }
        behind("", 1).findFirst().ifPresent(object -> {
            int length = object.path("vector").size();
            if (length != dimensions) {
                throw refusal(length, dimensions);
            }
        });
        return true;
    }

    private OutageException refusal(int length, int dimensions) {
        return new OutageException(
                "The collection " + name() + " of the vector store at " + options + " has "
                        + (length == 0 ? "vectors with names" : "vectors of " + length + " numbers")
                        + ", and the model gives " + dimensions
                        + ". It was left as it is. Set freshet.store.weaviate.collection to another name, or delete the"
                        + " collection; the next pass makes it anew.",
                null);
    }
}
