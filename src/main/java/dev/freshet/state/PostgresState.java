package dev.freshet.state;

import dev.freshet.postgres.Server;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A state in PostgreSQL.
 *
 * @param schema that has its tables, and nothing else
 * @param connections for look-ups, at the most; one more writes, and who reads very much has one for that
 */
public record PostgresState(Server server, String schema, int connections) {

    /** Needs no quotes in SQL. */
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** The server cuts names of more than 63 letters. */
    private static final int LONGEST_HOST = 30;

    public PostgresState {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("'" + schema + "' is no name of a schema");
        }
    }

    /**
     * Whether there is one.
     *
     * @throws DatabaseException if the server can't be asked
     */
    public boolean exists() {
        return new PostgresForm(this).number() > 0;
    }

    /** With a name for its connections that no other has, so that the server can tell whose they are. */
    PostgresState named() {
        String name = "freshet %d@%s %06x"
                .formatted(
                        ProcessHandle.current().pid(),
                        host(),
                        ThreadLocalRandom.current().nextInt(1 << 24));
        return new PostgresState(server.called(name), schema, connections);
    }

    private static String host() {
        try {
            String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "");
            return host.substring(0, Math.min(host.length(), LONGEST_HOST));
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** For people: without user and password. */
    @Override
    public String toString() {
        return "schema " + schema + " of " + server;
    }
}
