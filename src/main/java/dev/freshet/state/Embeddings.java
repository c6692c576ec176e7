package dev.freshet.state;

import dev.freshet.document.Vectors;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Vectors by model and checksum of the text, so that renames, moves and reverts embed nothing. */
public final class Embeddings {

    /** SQLite takes 32,766 parameters in a statement; small lists keep its plans simple. */
    private static final int BATCH = 500;

    private final Database database;

    public Embeddings(Database database) {
        this.database = database;
    }

    /** The vectors that are known, by checksum. */
    public Map<String, float[]> find(String model, Collection<String> checksums) {
        Map<String, float[]> found = new HashMap<>();
        database.<Map<String, float[]>>read(handle -> {
            var batch = new java.util.ArrayList<String>(BATCH);
            for (String checksum : checksums) {
                batch.add(checksum);
                if (batch.size() == BATCH) {
                    find(handle, model, batch, found);
                    batch.clear();
                }
            }
            find(handle, model, batch, found);
            return found;
        });
        return found;
    }

    private static void find(Handle handle, String model, Collection<String> checksums, Map<String, float[]> found) {
        if (checksums.isEmpty()) {
            return;
        }
        handle.createQuery("SELECT checksum, vector FROM embeddings WHERE model = :model AND checksum IN (<checksums>)")
                .bind("model", model)
                .bindList("checksums", List.copyOf(checksums))
                .map((row, context) -> found.put(row.getString(1), Vectors.decode(row.getBytes(2))))
                .list();
    }

    /** Remembers vectors, and that they were used now. */
    public void remember(String model, Map<String, float[]> vectors, Instant now) {
        if (vectors.isEmpty()) {
            return;
        }
        database.writing(handle -> {
            var batch = handle.prepareBatch("INSERT INTO embeddings (model, checksum, vector, used_at)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT (model, checksum) DO UPDATE SET used_at = excluded.used_at");
            vectors.forEach(
                    (checksum, vector) -> batch.add(model, checksum, Vectors.encode(vector), Times.format(now)));
            batch.execute();
        });
    }

    /** Names of the models that any vector is known of. */
    public List<String> models() {
        return database.read(handle -> handle.createQuery("SELECT DISTINCT model FROM embeddings ORDER BY model")
                .mapTo(String.class)
                .list());
    }

    /** Lengths of the vectors that are known. Reads all of them. */
    public Set<Integer> dimensions() {
        return database.read(handle ->
                Set.copyOf(handle.createQuery("SELECT DISTINCT length(vector) / " + Float.BYTES + " FROM embeddings")
                        .mapTo(Integer.class)
                        .list()));
    }

    /**
     * Forgets vectors that no chunk has and that were not used since.
     *
     * @return how many were forgotten
     */
    public int forgetUnusedSince(Instant time) {
        return database.write(handle -> handle.execute(
                "DELETE FROM embeddings WHERE used_at < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM chunks WHERE chunks.checksum = embeddings.checksum)",
                Times.format(time)));
    }
}
