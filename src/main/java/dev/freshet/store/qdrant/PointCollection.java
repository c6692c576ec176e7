package dev.freshet.store.qdrant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.remote.OutageException;
import dev.freshet.store.rest.RestAnswer;
import dev.freshet.store.rest.RestCalls;
import dev.freshet.store.rest.RestLogin;
import dev.freshet.store.rest.RestServer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The collection with its indexes: made by the first write, and looked at before it is believed. Safe for many threads. */
final class PointCollection {

    private static final Map<String, String> INDEXES =
            Map.of("source", "keyword", "facts", "keyword", "ordinal", "integer");

    private final QdrantOptions options;
    private final RestCalls calls;
    private final String place;

    /** Length of its vectors; 0 = not looked at yet. */
    private volatile int known;

    private volatile boolean isIndexed;

    PointCollection(QdrantOptions options) {
        this.options = options;
        this.place = "/collections/" + options.collection();
        RestLogin login = RestLogin.key("freshet.store.qdrant.key", "api-key", "", options.key());
        this.calls = new RestCalls(
                new RestServer("Qdrant", options.address(), "freshet.store.qdrant", login, options.timeout()));
    }

    /**
     * Makes a call.
     *
     * @param path behind that of the collection, such as {@code /points/count}
     * @return what is below {@code result}; empty where there is no such collection
     */
    Optional<JsonNode> call(String method, String path, @Nullable ObjectNode body) {
        return result(calls.call(method, place + path, body));
    }

    private Optional<JsonNode> result(RestAnswer answer) {
        if (!answer.isOk()) {
            known = 0;
            isIndexed = false;
            return Optional.empty();
        }
        return Optional.of(answer.body().path("result"));
    }

    /** Makes it where it isn't there, and what a process that was killed in between may have left out of its indexes. */
    void require(int dimensions) {
        if (known != dimensions || !isIndexed) {
            make(dimensions);
        }
    }

    private synchronized void make(int dimensions) {
        if (!isThere(dimensions)) {
            ObjectNode body = RestCalls.JSON.createObjectNode();
            // vectors have length 1: the dot product is the cosine, and they are kept as they came
            body.putObject("vectors").put("size", dimensions).put("distance", "Dot");
            // where another process was faster, it is there already, and the look behind sees what it is like
            calls.setUp("PUT", place, body);
            if (!isThere(dimensions)) {
                throw gone();
            }
        }
        if (!isIndexed) {
            INDEXES.forEach((field, type) -> calls.setUp(
                    "PUT",
                    place + "/index?wait=true",
                    RestCalls.JSON.createObjectNode().put("field_name", field).put("field_schema", type)));
            isIndexed = true;
        }
    }

    /** Whether there is anything to ask. */
    boolean isThere(int dimensions) {
        if (known == dimensions) {
            return true;
        }
        Optional<JsonNode> described = result(calls.setUp("GET", place, null));
        described.ifPresent(collection -> {
            refuseOther(collection.at("/config/params/vectors/size").asInt(), dimensions);
            known = dimensions;
        });
        return described.isPresent();
    }

    private void refuseOther(int size, int dimensions) {
        if (size != dimensions) {
            throw new OutageException(
                    "The collection " + options.collection() + " of the vector store at " + options + " has "
                            + (size == 0 ? "vectors with names" : "vectors of " + size + " numbers")
                            + ", and the model gives " + dimensions
                            + ". It was left as it is. Set freshet.store.qdrant.collection to another name, or delete the"
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
