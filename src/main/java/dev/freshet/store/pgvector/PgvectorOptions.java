package dev.freshet.store.pgvector;

import dev.freshet.postgres.Server;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where a store is, and how it is used.
 *
 * @param address {@code postgresql://host:port/database}, after which options of the driver may stand; neither user nor password
 * @param user name at the server; empty = the driver's default
 * @param password empty = none
 * @param table name, with or without a schema before it
 * @param timeout the longest that a statement may take
 * @param connections at the most
 */
public record PgvectorOptions(
        String address, String user, String password, String table, Duration timeout, int connections) {

    /** Needs no quotes in SQL, and leaves room for the endings of its indexes. */
    private static final Pattern TABLE = Pattern.compile("([a-z_][a-z0-9_]{0,47}\\.)?[a-z_][a-z0-9_]{0,47}");

    public PgvectorOptions {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("'" + table + "' is no name of a table");
        }
    }

    Server server() {
        return new Server(address, user, password, timeout, "freshet");
    }

    /** For people: without options of the driver, user and password. */
    @Override
    public String toString() {
        return server().toString();
    }
}
