package dev.freshet.store;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Vectors;
import dev.freshet.state.Sql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Writes the rows of a set of chunks inside the transaction of a connection. Plain JDBC: this is the hot path. */
final class ChunkRows {

    private static final String UPSERT = """
            INSERT INTO store_chunks (revision, ordinal, page, position, title, url, metadata, chunk_id,
              source, document, heading, text, vector)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (chunk_id) DO UPDATE SET revision = excluded.revision, ordinal = excluded.ordinal,
              page = excluded.page, position = excluded.position, title = excluded.title, url = excluded.url,
              metadata = excluded.metadata, source = excluded.source, document = excluded.document,
              heading = excluded.heading, text = excluded.text, vector = excluded.vector""";

    private static final String DESCRIBE = """
            UPDATE store_chunks SET revision = ?1, ordinal = ?2, page = ?3, position = ?4, title = ?5, url = ?6,
              metadata = ?7
            WHERE chunk_id = ?8
              AND (ordinal, page, position, title, url, metadata) IS NOT (?2, ?3, ?4, ?5, ?6, ?7)""";

    /** An id is made of source and document: a row that bears it is ours, even if others changed what it says of them. */
    private static final String REMOVE = "DELETE FROM store_chunks WHERE chunk_id = ?";

    private final Sql sql;
    private final StoreTables tables;

    /**
     * @param sql of a transaction
     */
    ChunkRows(Sql sql, StoreTables tables) {
        this.sql = sql;
        this.tables = tables;
    }

    void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors) throws SQLException {
        if (chunks.isEmpty()) {
            return;
        }
        About about = new About(version, nextRevision());
        publish(sql.batch(tables.in(UPSERT), chunks, (insert, chunk) -> {
            about.bind(insert, chunk);
            insert.setString(9, version.key().source());
            insert.setString(10, version.key().document());
            insert.setString(11, chunk.heading());
            insert.setString(12, chunk.text());
            insert.setBytes(13, Vectors.encode(Vectors.of(chunk, vectors)));
        }));
    }

    void describe(DocumentVersion version, List<Chunk> chunks) throws SQLException {
        if (chunks.isEmpty()) {
            return;
        }
        About about = new About(version, nextRevision());
        publish(sql.batch(tables.in(DESCRIBE), chunks, about::bind));
    }

    void remove(Collection<UUID> chunkIds) throws SQLException {
        int removed = sql.batch(tables.in(REMOVE), chunkIds, (delete, id) -> delete.setString(1, id.toString()));
        publish(removed);
        if (removed > 0) {
            sql.update(tables.in("UPDATE store_revision SET last_removal = revision"));
        }
    }

    private long nextRevision() throws SQLException {
        Long next = sql.first(tables.in("SELECT revision + 1 FROM store_revision"), row -> row.getLong(1));
        return Objects.requireNonNull(next);
    }

    private void publish(int changed) throws SQLException {
        if (changed > 0) {
            sql.update(tables.in("UPDATE store_revision SET revision = revision + 1"));
        }
    }

    /** What is said about a chunk, in the order of the first eight parameters. */
    private record About(DocumentVersion version, String metadata, long revision) {

        About(DocumentVersion version, long revision) {
            this(version, MetadataJson.of(version.metadata()), revision);
        }

        void bind(PreparedStatement statement, Chunk chunk) throws SQLException {
            statement.setLong(1, revision);
            statement.setInt(2, chunk.ordinal());
            statement.setInt(3, chunk.page());
            statement.setInt(4, chunk.position());
            statement.setString(5, version.title());
            statement.setString(6, version.url());
            statement.setString(7, metadata);
            statement.setString(8, chunk.id().toString());
        }
    }
}
