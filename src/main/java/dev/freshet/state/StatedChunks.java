package dev.freshet.state;

import dev.freshet.document.DocumentKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What the state says that the store holds, for comparing, and how it takes that back where the store doesn't. */
public final class StatedChunks {

    private static final String PAGE = """
            SELECT c.chunk_id, c.ordinal, c.checksum, d.source, d.document, d.title, d.url
            FROM chunks c JOIN documents d ON d.id = c.document_id
            WHERE c.chunk_id > :after ORDER BY c.chunk_id LIMIT :limit""";

    private final Database database;

    public StatedChunks(Database database) {
        this.database = database;
    }

    /**
     * Up to {@code limit} chunks, in the order of their ids as text.
     *
     * @param after only ids behind this one; empty = from the first
     */
    public List<StatedChunk> page(String after, int limit) {
        return database.read(handle -> handle.createQuery(PAGE)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new StatedChunk(
                        row.getString("chunk_id"),
                        new DocumentKey(row.getString("source"), row.getString("document")),
                        row.getInt("ordinal"),
                        row.getString("checksum"),
                        row.getString("title"),
                        row.getString("url")))
                .list());
    }

    /** Number of chunks by source, from the documents' own counts; sources without any are left out. */
    public Map<String, Long> counts() {
        return database.read(handle -> handle.createQuery(
                        "SELECT source, sum(chunk_count) FROM documents GROUP BY source HAVING sum(chunk_count) > 0")
                .reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.put(row.getColumn(1, String.class), row.getColumn(2, Long.class));
                    return counts;
                }));
    }

    /** Every source that this state knows or once knew, so that what is left of it in a store is told from others' data. */
    public Set<String> sources() {
        return database.read(handle -> handle.createQuery(
                        "SELECT id FROM sources UNION SELECT source FROM ingestion_runs UNION SELECT source FROM documents")
                .collectInto(new org.jdbi.v3.core.generic.GenericType<Set<String>>() {}));
    }

    /**
     * Makes a document due, whatever its fingerprint and its cursor say, because the store doesn't hold what it should of
     * it. Its chunks that the store lacks are forgotten. A quarantined document stays so: what it was quarantined for is
     * worse than a hole.
     *
     * @param missing ids of chunks that the store lacks
     * @param reason for people
     */
    public void makeDue(DocumentKey key, Collection<String> missing, String reason) {
        database.writing(handle -> {
            missing.forEach(id -> handle.execute("DELETE FROM chunks WHERE chunk_id = ?", id));
            handle.createUpdate("""
                            UPDATE documents SET status = 'failed', stage = 'verify', error = :reason, attempts = 0,
                              next_attempt_at = NULL
                            WHERE source = :source AND document = :document AND status <> 'quarantined'""")
                    .bind("reason", reason)
                    .bind("source", key.source())
                    .bind("document", key.document())
                    .execute();
            count(handle, key);
        });
    }

    private static void count(Handle handle, DocumentKey key) {
        handle.execute(
                "UPDATE documents SET chunk_count = (SELECT count(*) FROM chunks WHERE document_id = documents.id)"
                        + " WHERE source = ? AND document = ?",
                key.source(),
                key.document());
    }
}
