package dev.freshet.state;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Looks up documents of one source, one after the other. Always sees the last commit. For one thread.
 *
 * <p>A listing that expects most documents to be as they were has the state {@link #recall} them first, in one look, and
 * asks {@link #unchanged} before anything else.
 */
public final class KnownDocuments {

    private static final String DUE = "SELECT document FROM documents WHERE source = ? AND status = 'failed'"
            + " AND (next_attempt_at IS NULL OR next_attempt_at <= ?)";
    private static final String COUNT = "SELECT count(*) FROM documents WHERE source = ?";
    private static final int SHARE_OF_HEAP = 8;
    /** Places of an array are numbered by int. */
    private static final int MOST = Integer.MAX_VALUE / 8;

    /** Rows that are in memory together. */
    private static final int FETCHED = 10_000;

    private final Database database;
    private final String source;
    private final String indexed;
    private @Nullable KnownVersions versions;

    KnownDocuments(Database database, String source) {
        this.database = database;
        this.source = source;
        this.indexed = "SELECT " + database.utf8("document") + ", " + database.utf8("fingerprint")
                + ", id FROM documents WHERE source = ? AND recipe = ? AND status = 'indexed'";
    }

    /**
     * Has {@link #unchanged} know all documents that were indexed with this recipe, as far as an eighth of the heap holds
     * them: 1.6 million documents with 512 MB.
     */
    public void recall(String recipe) {
        KnownVersions recalled = new KnownVersions(room());
        database.stream(reader -> recall(recipe, recalled, reader));
        versions = recalled;
    }

    private void recall(String recipe, KnownVersions recalled, Handle reader) throws SQLException {
        try (PreparedStatement statement = reader.getConnection().prepareStatement(indexed)) {
            statement.setFetchSize(FETCHED);
            statement.setString(1, source);
            statement.setString(2, recipe);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    recalled.add(rows.getBytes(1), rows.getBytes(2), Math.toIntExact(rows.getLong(3)));
                }
            }
        }
    }

    private int room() {
        long most = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / KnownVersions.BYTES_EACH;
        long there = database.look(sql -> sql.number(COUNT, source));
        return (int) Math.min(Math.min(most, MOST), there);
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
        List<DocumentRow> found = database.look(sql -> sql.list(Documents.FIND, Documents::row, source, document));
        DocumentRow row = found.isEmpty() ? null : found.get(0);
        if (row != null && versions != null) {
            versions.withdraw(document, row.fingerprint());
        }
        return row;
    }

    /** Ids of the failed documents that are to be tried again now. */
    public List<String> due(Instant now) {
        return database.look(sql -> sql.list(DUE, row -> row.getString(1), source, Times.format(now)));
    }
}
