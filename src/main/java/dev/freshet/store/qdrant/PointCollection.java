package dev.freshet.store.qdrant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.remote.OutageException;
import dev.freshet.store.rest.RestAnswer;
import dev.freshet.store.rest.RestCalls;
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

    /** Length of its vectors; 0 = not looked at yet. */
    private volatile int known;

    PointCollection(QdrantOptions options) {
        this.options = options;
        this.calls = new RestCalls(new RestServer(
                "Qdrant", options.address(), "freshet.store.qdrant", "api-key", options.key(), options.timeout()));
    }

    /**
     * Makes a call.
     *
     * @param path behind that of the collection, such as {@code /points/count}
     * @return what is below {@code result}; empty where there is no such collection
     */
    Optional<JsonNode> call(String method, String path, @Nullable ObjectNode body) {
        RestAnswer answer = calls.call(method, "/collections/" + options.collection() + path, body);
        if (!answer.isOk()) {
            known = 0;
            return Optional.empty();
        }
        return Optional.of(answer.body().path("result"));
    }

    /** Makes it where it isn't there. */
    void require(int dimensions) {
        if (known != dimensions) {
            make(dimensions);
        }
    }

    private synchronized void make(int dimensions) {
        if (isThere(dimensions)) {
            return;
        }
        ObjectNode body = RestCalls.JSON.createObjectNode();
        // vectors have length 1: the dot product is the cosine, and they are kept as they came
        body.putObject("vectors").put("size", dimensions).put("distance", "Dot");
        // where another process was faster, it is there already, and what it is like is seen by the look behind
        call("PUT", "", body);
        INDEXES.forEach((field, type) -> call(
                "PUT",
                "/index?wait=true",
                RestCalls.JSON.createObjectNode().put("field_name", field).put("field_schema", type)));
        if (!isThere(dimensions)) {
            throw gone();
        }
    }

    /** Whether there is anything to ask. */
    boolean isThere(int dimensions) {
        if (known == dimensions) {
            return true;
        }
        Optional<JsonNode> described = call("GET", "", null);
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
