package dev.freshet.state;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Looks up documents of one source, one after the other, with one prepared statement on a connection of its own: a
 * listing asks once a file. Always sees the last commit. For one thread.
 */
public final class KnownDocuments implements AutoCloseable {

    private final Handle reader;
    private final String source;
    private final PreparedStatement query;

    KnownDocuments(Database database, String source) {
        this.reader = database.openReader();
        this.source = source;
        try {
            this.query = reader.getConnection()
                    .prepareStatement("SELECT id, fingerprint, checksum, recipe, status, attempts, next_attempt_at"
                            + " FROM documents WHERE source = ? AND document = ?");
            query.setString(1, source);
        } catch (SQLException e) {
            reader.close();
            throw new IllegalStateException("The state can't be read: " + e.getMessage(), e);
        }
    }

    /** The document with this id; null where the state doesn't know it. */
    public @Nullable DocumentRow find(String document) {
        try {
            query.setString(2, document);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Documents.row(rows) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The state can't be read: " + e.getMessage(), e);
        }
    }

    /** Ids of the failed documents that are to be tried again now. */
    public List<String> due(Instant now) {
        return reader.createQuery("SELECT document FROM documents WHERE source = :source AND status = 'failed'"
                        + " AND (next_attempt_at IS NULL OR next_attempt_at <= :now)")
                .bind("source", source)
                .bind("now", Times.format(now))
                .mapTo(String.class)
                .list();
    }

    @Override
    public void close() {
        try {
            query.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The state can't be closed: " + e.getMessage(), e);
        } finally {
            reader.close();
        }
    }
}
