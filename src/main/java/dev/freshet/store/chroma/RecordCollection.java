package dev.freshet.store.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.remote.OutageException;
import dev.freshet.store.rest.RestAnswer;
import dev.freshet.store.rest.RestCalls;
import dev.freshet.store.rest.RestLogin;
import dev.freshet.store.rest.RestServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The collection: made by the first write, and looked at before it is believed. Its records are reached by an id that Chroma
 * gives it, which is another one when it was dropped and made anew. Safe for many threads.
 */
final class RecordCollection {

    private static final int MOST_LOOK = 200;

    /**
     * What is known of it.
     *
     * @param dimensions length of its vectors; 0 = there is none yet
     * @param isSquared whether its distances are squares of lengths, not what is lacking to a cosine of 1
     */
    private record Known(String id, int dimensions, boolean isSquared) {}

    private final ChromaOptions options;
    private final RestCalls calls;
    private final String all;
    private volatile @Nullable Known known;

    RecordCollection(ChromaOptions options) {
        this.options = options;
        RestLogin login = RestLogin.key("freshet.store.chroma.key", "x-chroma-token", "", options.key());
        this.calls = new RestCalls(
                new RestServer("Chroma", options.address(), "freshet.store.chroma", login, options.timeout()));
        this.all = "/api/v2/tenants/" + options.tenant() + "/databases/" + options.database() + "/collections";
    }

    /**
     * Makes a call.
     *
     * @param what such as {@code /get}
     * @return empty where there is no such collection
     */
    Optional<JsonNode> call(String method, String what, @Nullable ObjectNode body) {
        Known seen = known;
        Known before = seen == null ? look() : seen;
        if (before == null) {
            return Optional.empty();
        }
        RestAnswer answer = calls.call(method, all + "/" + before.id() + what, body);
        if (answer.isOk()) {
            return Optional.of(answer.body());
        }
        Known now = look();
        if (now == null || now.id().equals(before.id())) {
            return Optional.empty();
        }
        RestAnswer again = calls.call(method, all + "/" + now.id() + what, body);
        return again.isOk() ? Optional.of(again.body()) : Optional.empty();
    }

    private @Nullable Known look() {
        RestAnswer answer = calls.setUp("GET", all + "/" + options.collection(), null);
        Known found = answer.isOk() ? known(answer.body()) : null;
        known = found;
        return found;
    }

    private static Known known(JsonNode collection) {
        String space = collection.at("/configuration_json/hnsw/space").asText();
        return new Known(
                collection.path("id").asText(), collection.path("dimension").asInt(), space.equals("l2"));
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
        ObjectNode body = RestCalls.JSON
                .createObjectNode()
                .put("name", options.collection())
                // where another process was faster, it is the same
                .put("get_or_create", true);
        // vectors have length 1: the inner product is the cosine, and they are kept as they came
        body.putObject("configuration")
                .putObject("hnsw")
                .put("space", "ip")
                .put("ef_construction", MOST_LOOK)
                .put("ef_search", MOST_LOOK);
        if (!calls.setUp("POST", all, body).isOk() || !isThere(dimensions)) {
            throw gone();
        }
    }

    /** Whether there is anything to ask. */
    boolean isThere(int dimensions) {
        Known seen = known;
        if (seen == null || seen.dimensions() != dimensions) {
            seen = look();
        }
        if (seen != null && seen.dimensions() != 0 && seen.dimensions() != dimensions) {
            throw new OutageException(
                    "The collection " + options.collection() + " of the vector store at " + options
                            + " has vectors of " + seen.dimensions() + " numbers, and the model gives " + dimensions
                            + ". It was left as it is. Set freshet.store.chroma.collection to another name, or delete the"
                            + " collection; the next pass makes it anew.",
                    null);
        }
        return seen != null;
    }

    /** The cosine of vectors of length 1, by their distance as it is told. */
    double cosine(double distance) {
        Known seen = known;
        return seen != null && seen.isSquared() ? 1 - distance / 2 : 1 - distance;
    }

    /** It was there, and isn't any more. */
    OutageException gone() {
        return new OutageException(
                "The vector store at " + options + " has no collection " + options.collection()
                        + " any more. The next write makes it anew.",
                null);
    }
}
