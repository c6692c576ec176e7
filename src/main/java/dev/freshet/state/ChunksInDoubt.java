package dev.freshet.state;

import dev.freshet.document.DocumentKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Chunks that a write to a store outside of the state's database is about to touch. Noted before the write and cleared by
 * the commit after it, so that whatever a crash or a failure left in the store is found and removed by the next write of
 * the document.
 */
public final class ChunksInDoubt {

    private static final String NOTE =
            "INSERT INTO chunks_in_doubt (source, document, chunk_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private static final String OF = "SELECT chunk_id FROM chunks_in_doubt WHERE source = ? AND document = ?";

    private static final String CLEAR = "DELETE FROM chunks_in_doubt WHERE source = ? AND document = ?";

    private final Database database;

    public ChunksInDoubt(Database database) {
        this.database = database;
    }

    /** Adds chunks to those of a document that may or may not be in the store. */
    public void note(DocumentKey key, Collection<UUID> chunkIds) {
        if (chunkIds.isEmpty()) {
            return;
        }
        database.change(sql -> sql.batch(NOTE, chunkIds, (note, id) -> {
            note.setString(1, key.source());
            note.setString(2, key.document());
            note.setString(3, id.toString());
        }));
    }

    /** The chunks of a document that may or may not be in the store. */
    public Set<UUID> of(DocumentKey key) {
        return new HashSet<>(database.look(
                sql -> sql.list(OF, row -> UUID.fromString(row.getString(1)), key.source(), key.document())));
    }

    /** The store is known to hold what the state says, and nothing else. */
    public void clear(DocumentKey key) {
        database.change(sql -> sql.update(CLEAR, key.source(), key.document()));
    }
}
