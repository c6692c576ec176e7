package dev.freshet.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to the server, made when they are needed and kept. One that rested is asked first whether it still lives, so
 * that a server which was started anew is no failure. Who finds all of them in use waits. Safe for many threads.
 */
public final class Connections implements ConnectionFactory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int LONGEST_LOOK_SECONDS = 2;

    private record Resting(Connection connection, long since) {}

    private final ConnectionFactory server;
    private final Semaphore free;
    private final Deque<Resting> resting = new ArrayDeque<>();

    /**
     * Connects to nothing yet.
     *
     * @param server gives new connections
     * @param most at the same time
     */
    public Connections(ConnectionFactory server, int most) {
        this.server = server;
        this.free = new Semaphore(most, true);
    }

    @Override
    public Connection openConnection() throws SQLException {
        free.acquireUninterruptibly();
        boolean given = false;
        try {
            Connection connection = living();
            given = true;
            return connection;
        } finally {
            if (!given) {
                free.release();
            }
        }
    }

    private Connection living() throws SQLException {
        for (Resting next = rested(); next != null; next = rested()) {
            if (isAlive(next)) {
                return next.connection();
            }
            next.connection().close();
        }
        return server.openConnection();
    }

    private @Nullable Resting rested() {
        synchronized (resting) {
            return resting.pollLast();
        }
    }

    private static boolean isAlive(Resting rested) throws SQLException {
        return System.nanoTime() - rested.since() < FRESH.toNanos()
                ? !rested.connection().isClosed()
                : isAlive(rested.connection());
    }

    /** Whether a connection can be used; the server is asked. */
    public static boolean isAlive(Connection connection) throws SQLException {
        return connection.isValid(LONGEST_LOOK_SECONDS);
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        try {
            if (!connection.isClosed()) {
                synchronized (resting) {
                    resting.addLast(new Resting(connection, System.nanoTime()));
                }
            }
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        synchronized (resting) {
            resting.forEach(rested -> end(rested.connection()));
            resting.clear();
        }
    }

    /** Ends a connection, which may be lost already. */
    public static void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection did not end as it should; the server undoes what it had begun", e);
        }
    }
}
