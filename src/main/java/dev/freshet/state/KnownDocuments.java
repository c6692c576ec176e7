package dev.freshet.state;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Looks up documents of one source, one after the other, with one prepared statement on a connection of its own. Always
 * sees the last commit. For one thread.
 *
 * <p>A listing that expects most documents to be as they were has the state {@link #recall} them first, in one look, and
 * asks {@link #unchanged} before anything else.
 */
public final class KnownDocuments implements AutoCloseable {

    private static final String INDEXED =
            "SELECT document, fingerprint, id FROM documents WHERE source = ? AND recipe = ? AND status = 'indexed'";
    private static final int SHARE_OF_HEAP = 8;
    /** Places of an array are numbered by int. */
    private static final int MOST = Integer.MAX_VALUE / 8;

    private final Handle reader;
    private final String source;
    private final PreparedStatement query;
    private @Nullable KnownVersions versions;

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
            throw unreadable(e);
        }
    }

    /**
     * Has {@link #unchanged} know all documents that were indexed with this recipe, as far as an eighth of the heap holds
     * them: 1.6 million documents with 512 MB.
     */
    public void recall(String recipe) {
        try (PreparedStatement indexed = reader.getConnection().prepareStatement(INDEXED)) {
            KnownVersions recalled = new KnownVersions(room());
            indexed.setString(1, source);
            indexed.setString(2, recipe);
            try (ResultSet rows = indexed.executeQuery()) {
                while (rows.next()) {
                    recalled.add(rows.getBytes(1), rows.getBytes(2), Math.toIntExact(rows.getLong(3)));
                }
            }
            versions = recalled;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private int room() throws SQLException {
        long most = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / KnownVersions.BYTES_EACH;
        try (PreparedStatement count =
                reader.getConnection().prepareStatement("SELECT count(*) FROM documents WHERE source = ?")) {
            count.setString(1, source);
            try (ResultSet rows = count.executeQuery()) {
                return (int) Math.min(Math.min(most, MOST), rows.getLong(1));
            }
        }
    }

    /**
     * Number of the row of a document that is indexed in this very version, with the recipe that was recalled; 0 where it
     * isn't, or where only {@link #find} can tell.
     */
    public int unchanged(String document, String fingerprint) {
        return versions == null ? 0 : versions.row(document, fingerprint);
    }

    /** The document with this id; null where the state doesn't know it. What was recalled of it counts no more. */
    public @Nullable DocumentRow find(String document) {
        try {
            query.setString(2, document);
            try (ResultSet rows = query.executeQuery()) {
                DocumentRow row = rows.next() ? Documents.row(rows) : null;
                if (row != null && versions != null) {
                    versions.withdraw(document, row.fingerprint());
                }
                return row;
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("The state can't be read: " + e.getMessage(), e);
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
