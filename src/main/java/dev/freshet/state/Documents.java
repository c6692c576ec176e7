package dev.freshet.state;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of documents and their chunks: what the store should hold. */
public final class Documents {

    private static final String COLUMNS = "id, fingerprint, checksum, recipe, status, attempts, next_attempt_at";

    private final Database database;

    public Documents(Database database) {
        this.database = database;
    }

    public Optional<DocumentRow> find(DocumentKey key) {
        return database.read(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM documents WHERE source = :source AND document = :document")
                .bind("source", key.source())
                .bind("document", key.document())
                .map((row, context) -> row(row))
                .findOne());
    }

    static DocumentRow row(ResultSet row) throws SQLException {
        return new DocumentRow(
                row.getLong("id"),
                row.getString("fingerprint"),
                row.getString("checksum"),
                row.getString("recipe"),
                Status.of(row.getString("status")),
                row.getInt("attempts"),
                Times.parse(row.getString("next_attempt_at")));
    }

    /** A view for many look-ups in a row, which a listing needs. To be closed. */
    public KnownDocuments known(String source) {
        return new KnownDocuments(database, source);
    }

    /**
     * Number of documents of a source, failed ones included.
     *
     * @param upTo rows with a greater number are left out
     */
    public long count(String source, long upTo) {
        return database.read(
                handle -> handle.createQuery("SELECT count(*) FROM documents WHERE source = :source AND id <= :upTo")
                        .bind("source", source)
                        .bind("upTo", upTo)
                        .mapTo(long.class)
                        .one());
    }

    /** The greatest row number given so far; 0 where there is none. */
    public long lastId() {
        return database.read(handle -> handle.createQuery("SELECT coalesce(max(id), 0) FROM documents")
                .mapTo(long.class)
                .one());
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
    public java.util.Map<UUID, String> chunks(DocumentKey key) {
        return database.read(handle -> handle.createQuery("SELECT chunk_id, c.checksum FROM chunks c"
                        + " JOIN documents d ON d.id = c.document_id WHERE source = :source AND document = :document")
                .bind("source", key.source())
                .bind("document", key.document())
                .reduceRows(new java.util.HashMap<UUID, String>(), (map, row) -> {
                    map.put(
                            UUID.fromString(row.getColumn("chunk_id", String.class)),
                            row.getColumn("checksum", String.class));
                    return map;
                }));
    }

    /** Notes that the store now holds exactly these chunks of this version. */
    public void indexed(DocumentVersion version, List<Chunk> chunks, Instant now) {
        database.writing(handle -> {
            long id = upsertIndexed(handle, version, chunks.size(), now);
            replaceChunks(handle, id, chunks);
        });
    }

    private static long upsertIndexed(Handle handle, DocumentVersion version, int chunkCount, Instant now) {
        return handle.createQuery("""
                INSERT INTO documents (source, document, fingerprint, checksum, recipe, title, url, modified_at,
                                       chunk_count, status, last_ingested)
                VALUES (:source, :document, :fingerprint, :checksum, :recipe, :title, :url, :modified,
                        :chunks, 'indexed', :now)
                ON CONFLICT (source, document) DO UPDATE SET
                  fingerprint = excluded.fingerprint, checksum = excluded.checksum, recipe = excluded.recipe,
                  title = excluded.title, url = excluded.url, modified_at = excluded.modified_at,
                  chunk_count = excluded.chunk_count, status = excluded.status, error = NULL, stage = NULL,
                  attempts = 0, next_attempt_at = NULL, last_ingested = excluded.last_ingested
                RETURNING id
                """)
                .bind("source", version.key().source())
                .bind("document", version.key().document())
                .bind("fingerprint", version.fingerprint())
                .bind("checksum", version.checksum())
                .bind("recipe", version.recipe())
                .bind("title", version.title())
                .bind("url", version.url())
                .bind("modified", Times.format(version.modifiedAt()))
                .bind("chunks", chunkCount)
                .bind("now", Times.format(now))
                .mapTo(long.class)
                .one();
    }

    private static void replaceChunks(Handle handle, long id, List<Chunk> chunks) {
        Set<UUID> gone = new HashSet<>(handle.createQuery("SELECT chunk_id FROM chunks WHERE document_id = :id")
                .bind("id", id)
                .map((row, context) -> UUID.fromString(row.getString(1)))
                .list());
        if (!chunks.isEmpty()) {
            var batch = handle.prepareBatch("INSERT INTO chunks (chunk_id, document_id, ordinal, checksum)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT (chunk_id) DO UPDATE SET ordinal = excluded.ordinal"
                    + " WHERE ordinal <> excluded.ordinal");
            for (Chunk chunk : chunks) {
                gone.remove(chunk.id());
                batch.add(chunk.id().toString(), id, chunk.ordinal(), chunk.checksum());
            }
            batch.execute();
        }
        for (UUID chunk : gone) {
            handle.execute("DELETE FROM chunks WHERE chunk_id = ?", chunk.toString());
        }
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
        database.writing(handle -> handle.execute(
                "DELETE FROM documents WHERE source = ? AND document = ?", key.source(), key.document()));
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
