package dev.freshet.testing;

import dev.freshet.store.VectorStore;
import dev.freshet.store.pgvector.PgvectorStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A store in another process, for tests that run on each kind of them.
 *
 * @param uri names it for other processes too, see {@link #at}
 * @param contents every chunk as a line of text, in the order of ids
 * @param end closes what belongs to it alone
 */
public record StoreElsewhere(URI uri, Supplier<List<String>> contents, Runnable end) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An empty one of those that stand for any. */
    public static StoreElsewhere http() {
        StoreServer server = StoreServer.start();
        return new StoreElsewhere(server.uri(), server::contents, server::close);
    }

    /** An empty table; the test is skipped where there is no PostgreSQL. */
    public static StoreElsewhere pgvector() {
        PostgresServer server = PostgresServer.get();
        String table = PostgresServer.newName();
        return new StoreElsewhere(
                URI.create(server.uri() + "#" + table),
                () -> server.rows(table),
                () -> server.execute("DROP TABLE IF EXISTS " + table));
    }

    /** Its client. */
    public VectorStore open() {
        return at(uri);
    }

    /** The client of a store by its address. */
    public static VectorStore at(URI uri) {
        if (!uri.getScheme().equals("postgresql")) {
            return new HttpStore(uri);
        }
        String text = uri.toString();
        int table = text.indexOf('#');
        return new PgvectorStore(PostgresServer.options(text.substring(0, table), text.substring(table + 1), PATIENCE));
    }

    @Override
    public void close() {
        end.run();
    }
}
