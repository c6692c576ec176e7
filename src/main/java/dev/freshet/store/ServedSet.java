package dev.freshet.store;

import dev.freshet.document.Chunk;
import dev.freshet.document.Content;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.EmbeddedDocument;
import dev.freshet.state.Database;
import dev.freshet.state.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The set of the embedded store that answers searches while a new one is made: what changes meanwhile changes there, too,
 * in the same transaction. Does nothing while no migration is under way.
 */
final class ServedSet {

    private static final String CHUNKS = "SELECT chunk_id FROM store_chunks WHERE source = ? AND document = ?";

    private static final String HELD =
            "SELECT chunk_id, ordinal, heading, text FROM store_chunks WHERE source = ? AND document = ?";

    private static final String STATE =
            "INSERT INTO chunks (chunk_id, document_id, ordinal, checksum) VALUES (?, ?, ?, ?)";

    private final Database database;

    ServedSet(Database database) {
        this.database = database;
    }

    /** Makes it hold exactly these chunks of a document. */
    void replace(EmbeddedDocument document) {
        database.change(sql -> {
            if (StoreTables.written(sql) == StoreTables.NEXT) {
                ChunkRows rows = new ChunkRows(sql, StoreTables.SERVING);
                Set<UUID> stale = chunks(sql, document.version().key());
                document.chunks().forEach(chunk -> stale.remove(chunk.id()));
                rows.upsert(document.version(), document.chunks(), document.vectors());
                rows.remove(stale);
            }
        });
    }

    /** Removes a document. */
    void remove(DocumentKey key) {
        database.change(sql -> {
            if (StoreTables.written(sql) == StoreTables.NEXT) {
                new ChunkRows(sql, StoreTables.SERVING).remove(chunks(sql, key));
            }
        });
    }

    /**
     * Has the state say what it holds of a document, because the set that the state spoke of is given up.
     *
     * @param id number of the document's row
     */
    void restate(long id, DocumentKey key) {
        database.change(sql -> {
            List<Stated> held = sql.list(HELD, ServedSet::stated, key.source(), key.document());
            sql.update("DELETE FROM chunks WHERE document_id = ?", id);
            sql.batch(STATE, held, (insert, chunk) -> {
                insert.setString(1, chunk.id());
                insert.setLong(2, id);
                insert.setInt(3, chunk.ordinal());
                insert.setString(4, chunk.checksum());
            });
            sql.update("UPDATE documents SET chunk_count = ? WHERE id = ?", held.size(), id);
        });
    }

    private record Stated(String id, int ordinal, String checksum) {}

    private static Stated stated(ResultSet row) throws SQLException {
        String embedded = Chunk.embeddedText(row.getString(3), row.getString(4));
        return new Stated(row.getString(1), row.getInt(2), Content.sha256(embedded.getBytes(StandardCharsets.UTF_8)));
    }

    private static Set<UUID> chunks(Sql sql, DocumentKey key) throws SQLException {
        return new HashSet<>(sql.list(CHUNKS, row -> UUID.fromString(row.getString(1)), key.source(), key.document()));
    }
}
