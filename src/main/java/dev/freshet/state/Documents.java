package dev.freshet.state;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of documents and their chunks: what the store should hold. */
public final class Documents {

    static final String FIND = """
            SELECT id, fingerprint, checksum, recipe, status, attempts, next_attempt_at FROM documents
            WHERE source = ? AND document = ?""";

    private static final String CHUNKS = """
            SELECT chunk_id, c.checksum FROM documents d JOIN chunks c ON c.document_id = d.id
            WHERE source = ? AND document = ?""";

    private static final String INDEXED_AGAIN = """
            UPDATE documents SET fingerprint = ?, checksum = ?, recipe = ?, title = ?, url = ?, modified_at = ?,
              chunk_count = ?, last_ingested = ?, status = 'indexed', error = NULL, stage = NULL, attempts = 0,
              next_attempt_at = NULL
            WHERE source = ? AND document = ? RETURNING id""";

    private static final String INDEXED_FIRST = """
            INSERT INTO documents (fingerprint, checksum, recipe, title, url, modified_at, chunk_count, last_ingested,
                                   status, source, document)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'indexed', ?, ?) RETURNING id""";

    private static final String CHUNKS_OF = "SELECT chunk_id FROM chunks WHERE document_id = ?";

    private static final String DELETE_CHUNK = "DELETE FROM chunks WHERE chunk_id = ?";

    private static final String PUT_CHUNK = """
            INSERT INTO chunks (chunk_id, document_id, ordinal, checksum) VALUES (?, ?, ?, ?)
            ON CONFLICT (chunk_id) DO UPDATE SET ordinal = excluded.ordinal WHERE chunks.ordinal <> excluded.ordinal""";

    private final Database database;

    public Documents(Database database) {
        this.database = database;
    }

    public Optional<DocumentRow> find(DocumentKey key) {
        return database.look(sql -> sql.list(FIND, Documents::row, key.source(), key.document())).stream()
                .findFirst();
    }

    static DocumentRow row(ResultSet row) throws SQLException {
        return new DocumentRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Status.of(row.getString(5)),
                row.getInt(6),
                Times.parse(row.getString(7)));
    }

    /** A view for many look-ups in a row, which a listing needs. */
    public KnownDocuments known(String source) {
        return new KnownDocuments(database, source);
    }

    /**
     * Number of documents of a source, failed ones included.
     *
     * @param upTo rows with a greater number are left out
     */
    public long count(String source, long upTo) {
        return database.look(
                sql -> sql.number("SELECT count(*) FROM documents WHERE source = ? AND id <= ?", source, upTo));
    }

    /** The greatest row number given so far; 0 where there is none. */
    public long lastId() {
        return database.look(sql -> sql.number("SELECT coalesce(max(id), 0) FROM documents"));
    }

    /**
     * Up to {@code limit} rows of a source, in the order of their ids as text: that is the order of the index, so that a page
     * costs the same wherever it is.
     *
     * @param after only ids behind this one; empty = from the first
     * @param upTo rows with a greater number are left out: they came after the listing began
     */
    public List<NumberedDocument> page(String source, String after, long upTo, int limit) {
        return database.read(handle -> handle.createQuery("SELECT id, document FROM documents WHERE source = :source"
                        + " AND document > :after AND id <= :upTo ORDER BY document LIMIT :limit")
                .bind("source", source)
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("limit", limit)
                .map((row, context) ->
                        new NumberedDocument(row.getLong("id"), new DocumentKey(source, row.getString("document"))))
                .list());
    }

    /** A document and the number of its row. */
    public record NumberedDocument(long id, DocumentKey key) {}

    /** Checksums by id of the chunks that the store holds for a document. */
    public Map<UUID, String> chunks(DocumentKey key) {
        Map<UUID, String> chunks = new HashMap<>();
        database.look(sql -> sql.list(
                CHUNKS,
                row -> chunks.put(UUID.fromString(row.getString(1)), row.getString(2)),
                key.source(),
                key.document()));
        return chunks;
    }

    /** Notes that the store now holds exactly these chunks of this version. */
    public void indexed(DocumentVersion version, List<Chunk> chunks, Instant now) {
        database.change(sql -> {
            long id = Objects.requireNonNull(upsertIndexed(sql, version, chunks.size(), now));
            sql.update("DELETE FROM documents_to_remake WHERE document_id = ?", id);
            Set<String> gone = new HashSet<>(sql.list(CHUNKS_OF, row -> row.getString(1), id));
            sql.batch(PUT_CHUNK, chunks, (put, chunk) -> {
                gone.remove(chunk.id().toString());
                put.setString(1, chunk.id().toString());
                put.setLong(2, id);
                put.setInt(3, chunk.ordinal());
                put.setString(4, chunk.checksum());
            });
            sql.batch(DELETE_CHUNK, gone, (delete, chunk) -> delete.setString(1, chunk));
        });
    }

    /** Changes the row that is there first: an attempt to add one would use up its number. */
    private static @Nullable Long upsertIndexed(Sql sql, DocumentVersion version, int chunkCount, Instant now)
            throws SQLException {
        @Nullable
        Object[] values = {
            version.fingerprint(),
            version.checksum(),
            version.recipe(),
            version.title(),
            version.url(),
            Times.format(version.modifiedAt()),
            chunkCount,
            Times.format(now),
            version.key().source(),
            version.key().document()
        };
        Long known = sql.first(INDEXED_AGAIN, row -> row.getLong(1), values);
        return known == null ? sql.first(INDEXED_FIRST, row -> row.getLong(1), values) : known;
    }

    /** Notes that a document with another fingerprint turned out to have the content that the store holds. */
    public void unchanged(DocumentVersion version) {
        database.writing(handle -> handle.execute(
                "UPDATE documents SET fingerprint = ?, modified_at = ?, attempts = 0"
                        + " WHERE source = ? AND document = ?",
                version.fingerprint(),
                Times.format(version.modifiedAt()),
                version.key().source(),
                version.key().document()));
    }

    /**
     * Notes a failed attempt. What the store holds of the document stays as it is.
     *
     * @param nextAttemptAt null = not by itself ({@link Status#QUARANTINED}) or at once ({@link Status#FAILED})
     */
    public void failed(
            DocumentKey key,
            String fingerprint,
            String recipe,
            Status status,
            String stage,
            String error,
            int attempts,
            @Nullable Instant nextAttemptAt) {
        database.writing(handle -> handle.createUpdate("""
                        INSERT INTO documents (source, document, fingerprint, recipe, status, stage, error, attempts,
                                               next_attempt_at)
                        VALUES (:source, :document, :fingerprint, :recipe, :status, :stage, :error, :attempts, :next)
                        ON CONFLICT (source, document) DO UPDATE SET
                          fingerprint = excluded.fingerprint, recipe = excluded.recipe, status = excluded.status,
                          stage = excluded.stage, error = excluded.error, attempts = excluded.attempts,
                          next_attempt_at = excluded.next_attempt_at
                        """)
                .bind("source", key.source())
                .bind("document", key.document())
                .bind("fingerprint", fingerprint)
                .bind("recipe", recipe)
                .bind("status", status.text())
                .bind("stage", stage)
                .bind("error", error)
                .bind("attempts", attempts)
                .bind("next", Times.format(nextAttemptAt))
                .execute());
    }

    /** Makes all failed and quarantined documents of a source due now, with all their attempts before them. */
    public int retryNow(String source) {
        return database.write(handle -> handle.createUpdate("UPDATE documents SET status = 'failed', attempts = 0,"
                        + " next_attempt_at = NULL WHERE source = :source AND status <> 'indexed'")
                .bind("source", source)
                .execute());
    }

    /** Forgets a document and its chunks. */
    public void remove(DocumentKey key) {
        database.change(sql ->
                sql.update("DELETE FROM documents WHERE source = ? AND document = ?", key.source(), key.document()));
    }

    /** A failed or quarantined document, for people. */
    public record Failure(
            DocumentKey key,
            Status status,
            String stage,
            String error,
            int attempts,
            @Nullable Instant nextAttemptAt) {}

    /** Failed and quarantined documents, all sources, by source and document. */
    public List<Failure> failures(int limit) {
        return database.read(handle -> handle.createQuery("SELECT source, document, status, stage, error, attempts,"
                        + " next_attempt_at FROM documents WHERE status <> 'indexed'"
                        + " ORDER BY source, document LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> new Failure(
                        new DocumentKey(row.getString("source"), row.getString("document")),
                        Status.of(row.getString("status")),
                        row.getString("stage"),
                        row.getString("error"),
                        row.getInt("attempts"),
                        Times.parse(row.getString("next_attempt_at"))))
                .list());
    }
}
