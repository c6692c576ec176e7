package dev.freshet.store.pgvector;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.ConnectionFactory;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to the server, made when they are needed and kept. One that rested is asked first whether it still lives, so
 * that a server which was started anew is no failure. Who finds all of them in use waits. Safe for many threads.
 */
final class Connections implements ConnectionFactory, AutoCloseable {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int LONGEST_LOOK_SECONDS = 2;

    /** How much longer we wait than the server works: it ends a statement first, which is then sure not to come later. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private record Resting(Connection connection, long since) {}

    private final PGSimpleDataSource server = new PGSimpleDataSource();
    private final Semaphore free;
    private final Deque<Resting> resting = new ArrayDeque<>();

    Connections(PgvectorOptions options) {
        server.setURL("jdbc:" + options.address());
        server.setUser(options.user().isEmpty() ? null : options.user());
        server.setPassword(options.password().isEmpty() ? null : options.password());
        server.setApplicationName("freshet");
        server.setConnectTimeout(seconds(min(options.timeout(), LONGEST_CONNECT)));
        server.setSocketTimeout(seconds(options.timeout().plus(GRACE)));
        server.setTcpKeepAlive(true);
        // it would quote rows, and so documents
        server.setLogServerErrorDetail(false);
        this.free = new Semaphore(options.connections(), true);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static int seconds(Duration time) {
        return Math.toIntExact(Math.max(1, time.toSeconds()));
    }

    @Override
    public Connection openConnection() throws SQLException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while all connections were in use", "08000", e);
        }
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
        return server.getConnection();
    }

    private Resting rested() {
        synchronized (resting) {
            return resting.pollLast();
        }
    }

    private static boolean isAlive(Resting rested) throws SQLException {
        return System.nanoTime() - rested.since() < FRESH.toNanos()
                ? !rested.connection().isClosed()
                : rested.connection().isValid(LONGEST_LOOK_SECONDS);
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

    private static void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("A connection to the vector store could not be closed", e);
        }
    }
}
