package dev.freshet.state;

import dev.freshet.document.DocumentKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/**
 * What the state says that the store holds, for comparing, and how it takes that back where the store doesn't. During a
 * migration that is the set which is being made; what waits to be made anew is left out.
 */
public final class StatedChunks {

    private static final String PAGE = """
            SELECT c.chunk_id, c.ordinal, c.checksum, d.source, d.document, d.title, d.url
            FROM chunks c JOIN documents d ON d.id = c.document_id
            WHERE c.chunk_id > :after AND d.id NOT IN (SELECT document_id FROM documents_to_remake) ORDER BY c.chunk_id LIMIT :limit""";

    private static final int SAMPLED = 64;
    private static final int MOST_SAMPLED = 512;
    private static final int MOST_SHIFTED = 1_000_000;

    /** The numbers of documents, spread by multiplication (Knuth), say which are looked at: an index has all of them. */
    private static final String SAMPLE = """
            SELECT chunk_id FROM chunks WHERE document_id IN (
              SELECT id FROM documents
              WHERE source = :source AND id NOT IN (SELECT document_id FROM documents_to_remake) AND ((((id + :shift) * 2654435761) & 4294967295) >> 8) % :stride = 0)
            LIMIT\s""" + MOST_SAMPLED;

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

    /** Number of chunks of a source, from the documents' own counts. */
    public long count(String source) {
        return database.read(
                handle -> handle.createQuery("SELECT coalesce(sum(chunk_count), 0) FROM documents WHERE source = ?"
                                + " AND id NOT IN (SELECT document_id FROM documents_to_remake)")
                        .bind(0, source)
                        .mapTo(long.class)
                        .one());
    }

    /** Every source that this state knows or once knew, so that what is left of it in a store is told from others' data. */
    public Set<String> sources() {
        return database.read(handle -> handle.createQuery(
                        "SELECT id FROM sources UNION SELECT source FROM ingestion_runs UNION SELECT source FROM documents")
                .collectInto(new org.jdbi.v3.core.generic.GenericType<Set<String>>() {}));
    }

    /** Number of chunks of a source of which only the next write of their document knows whether the store holds them. */
    public long inDoubt(String source) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM chunks_in_doubt WHERE source = ?")
                .bind(0, source)
                .mapTo(long.class)
                .one());
    }

    /** Whether a chunk is being written now, or its writing was cut short. */
    public boolean isInDoubt(DocumentKey key, String chunkId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT 1 FROM chunks_in_doubt WHERE source = ? AND document = ? AND chunk_id = ?")
                .bind(0, key.source())
                .bind(1, key.document())
                .bind(2, chunkId)
                .mapTo(int.class)
                .findOne()
                .isPresent());
    }

    /**
     * Ids of some chunks of a source, other ones each time: those of about {@value #SAMPLED} documents, at most {@value
     * #MOST_SAMPLED}.
     */
    public List<UUID> sample(String source) {
        return database.read(handle -> {
            long documents = handle.createQuery("SELECT count(*) FROM documents WHERE source = ?")
                    .bind(0, source)
                    .mapTo(long.class)
                    .one();
            return handle
                    .createQuery(SAMPLE)
                    .bind("source", source)
                    .bind("shift", ThreadLocalRandom.current().nextInt(MOST_SHIFTED))
                    .bind("stride", Math.max(1, documents / SAMPLED))
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .map(UUID::fromString)
                    .toList();
        });
    }

    /**
     * Makes documents due, whatever their fingerprints and the source's cursor say, because the store doesn't hold what it
     * should of them. Chunks that it lacks are forgotten. A document that has failed keeps its reason and its attempts, and
     * a quarantined one stays so: what it was quarantined for is worse than a hole.
     *
     * @param missing ids of the chunks that the store lacks, by document; may be none
     * @param reason for people
     */
    public void makeDue(Map<DocumentKey, List<String>> missing, String reason) {
        database.writing(handle -> missing.forEach((key, ids) -> {
            ids.forEach(id -> handle.execute("DELETE FROM chunks WHERE chunk_id = ?", id));
            makeDue(handle, key, reason);
            count(handle, key);
        }));
    }

    private static void makeDue(Handle handle, DocumentKey key, String reason) {
        handle.execute(
                "UPDATE documents SET status = 'failed', stage = 'verify', error = ?"
                        + " WHERE source = ? AND document = ? AND status = 'indexed'",
                reason,
                key.source(),
                key.document());
        handle.execute(
                "UPDATE documents SET next_attempt_at = NULL WHERE source = ? AND document = ? AND status = 'failed'",
                key.source(),
                key.document());
    }

    private static void count(Handle handle, DocumentKey key) {
        handle.execute(
                "UPDATE documents SET chunk_count = (SELECT count(*) FROM chunks WHERE document_id = documents.id)"
                        + " WHERE source = ? AND document = ?",
                key.source(),
                key.document());
    }
}
