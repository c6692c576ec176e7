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

    private final Database database;

    public ChunksInDoubt(Database database) {
        this.database = database;
    }

    /** Adds chunks to those of a document that may or may not be in the store. */
    public void note(DocumentKey key, Collection<UUID> chunkIds) {
        if (chunkIds.isEmpty()) {
            return;
        }
        database.writing(handle -> {
            var batch = handle.prepareBatch(
                    "INSERT INTO chunks_in_doubt (source, document, chunk_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
            chunkIds.forEach(id -> batch.add(key.source(), key.document(), id.toString()));
            batch.execute();
        });
    }

    /** The chunks of a document that may or may not be in the store. */
    public Set<UUID> of(DocumentKey key) {
        return database.read(handle -> new HashSet<>(
                handle.createQuery("SELECT chunk_id FROM chunks_in_doubt WHERE source = ? AND document = ?")
                        .bind(0, key.source())
                        .bind(1, key.document())
                        .map((row, context) -> UUID.fromString(row.getString(1)))
                        .list()));
    }

    /** The store is known to hold what the state says, and nothing else. */
    public void clear(DocumentKey key) {
        database.writing(handle -> handle.execute(
                "DELETE FROM chunks_in_doubt WHERE source = ? AND document = ?", key.source(), key.document()));
    }
}
