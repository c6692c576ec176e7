package dev.freshet.store.redis;

import dev.freshet.remote.OutageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.search.SearchProtocol.SearchCommand;

/** The index over hashes: made by the first write, and looked at before each search and write. Safe for many threads. */
final class SearchIndex implements AutoCloseable {

    /** Between values of a tag; no name and no fact of ours has it. */
    private static final String SEPARATOR = "\u001f";

    private final RedisOptions options;
    private final Connections connections;

    SearchIndex(RedisOptions options) {
        this.options = options;
        this.connections = new Connections(options);
    }

    /** The key of a chunk. */
    String key(String id) {
        return options.index() + ":" + id;
    }

    String id(String key) {
        return key.substring(options.index().length() + 1);
    }

    /** Makes calls, each of which must be done. */
    List<Reply> call(List<CommandArguments> commands) {
        List<Reply> replies = connections.call(commands);
        for (Reply reply : replies) {
            JedisDataException refusal = reply.refusal();
            if (refusal != null) {
                throw connections.refusal(refusal);
            }
        }
        return replies;
    }

    /**
     * Asks the index: {@code FT.SEARCH} or {@code FT.AGGREGATE}.
     *
     * @return the parts of the answer, the first of which is a number; none where there is no index
     */
    List<Reply> ask(SearchCommand what, Terms query, UnaryOperator<CommandArguments> rest) {
        if (!exists()) {
            return List.of();
        }
        // what isn't found in time would be left out without a word; longer than this nobody waits
        CommandArguments command = new CommandArguments(what)
                .addObjects(options.index(), query.toString())
                .addObjects("TIMEOUT", options.timeout().toMillis());
        return call(List.of(rest.apply(command).addObjects("DIALECT", 2)))
                .get(0)
                .parts();
    }

    boolean exists() {
        return call(List.of(new CommandArguments(SearchCommand._LIST))).get(0).parts().stream()
                .anyMatch(name -> name.text().equals(options.index()));
    }

    /** Whether there is anything to ask, of vectors of this length. */
    boolean isThere(int dimensions) {
        if (!exists()) {
            return false;
        }
        int length = dimensions(call(List.of(new CommandArguments(SearchCommand.INFO).add(options.index())))
                .get(0));
        if (length != dimensions) {
            throw new OutageException(
                    "The index " + options.index() + " of the vector store at " + options + " "
                            + (length == 0
                                    ? "was made by another program"
                                    : "has vectors of " + length + " numbers, and the model gives " + dimensions)
                            + ". It was left as it is. Set freshet.store.redis.index to another name, or drop the index"
                            + " with its documents; the next pass makes it anew.",
                    null);
        }
        return true;
    }

    /** The value behind the name {@code dim}, wherever it stands; 0 where it doesn't. */
    private static int dimensions(Reply info) {
        List<Reply> flat = new ArrayList<>();
        flatten(info, flat);
        for (int i = 0; i < flat.size() - 1; i++) {
            if (flat.get(i).text().equalsIgnoreCase("dim")) {
                return Integer.parseInt(flat.get(i + 1).text());
            }
        }
        return 0;
    }

    private static void flatten(Reply reply, List<Reply> flat) {
        if (reply.parts().isEmpty()) {
            flat.add(reply);
        }
        reply.parts().forEach(part -> flatten(part, flat));
    }

    /** Makes it where it isn't there. */
    void require(int dimensions) {
        if (!isThere(dimensions)) {
            make(dimensions);
        }
    }

    private synchronized void make(int dimensions) {
        JedisDataException refusal =
                connections.call(List.of(creation(dimensions))).get(0).refusal();
        // where another process was faster, this is refused, and the look sees what it is like
        if (!isThere(dimensions) && refusal != null) {
            throw connections.refusal(refusal);
        }
    }

    private CommandArguments creation(int dimensions) {
        return new CommandArguments(SearchCommand.CREATE)
                .addObjects(options.index(), "ON", "HASH", "PREFIX", 1, key(""), "STOPWORDS", 0, "SCHEMA")
                .addObjects(Hashes.ID_ORDER, "NUMERIC", Hashes.ORDINAL, "NUMERIC")
                .addObjects(Hashes.SOURCE, "TAG", "SEPARATOR", SEPARATOR, "CASESENSITIVE")
                .addObjects(Hashes.FACTS, "TAG")
                .addObjects("title", "TEXT", "heading", "TEXT", "text", "TEXT")
                // vectors have length 1: the inner product is the cosine, and they are kept as they came
                .addObjects(Hashes.VECTOR, "VECTOR", "HNSW", 8, "TYPE", "FLOAT32", "DIM", dimensions)
                .addObjects("DISTANCE_METRIC", "IP", "EF_CONSTRUCTION", 200);
    }

    @Override
    public void close() {
        connections.close();
    }
}
