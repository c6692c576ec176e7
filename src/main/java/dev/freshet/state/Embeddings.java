package dev.freshet.state;

import dev.freshet.document.Vectors;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Vectors by model and checksum of the text, so that renames, moves and reverts embed nothing. */
public final class Embeddings {

    private static final String FIND = "SELECT checksum, vector FROM embeddings WHERE model = ? AND checksum = ?";

    /** That are asked for in one query. */
    private static final int MOST_ASKED = 32;

    private static final String FIND_SOME = "SELECT checksum, vector FROM embeddings WHERE model = ? AND checksum IN (?"
            + ", ?".repeat(MOST_ASKED - 1) + ")";

    private static final String REMEMBER = """
            INSERT INTO embeddings (model, checksum, vector, used_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (model, checksum) DO UPDATE SET used_at = excluded.used_at""";

    private final Database database;

    public Embeddings(Database database) {
        this.database = database;
    }

    /** The vectors that are known, by checksum. */
    public Map<String, float[]> find(String model, Collection<String> checksums) {
        Map<String, float[]> found = new HashMap<>();
        List<String> wanted = List.copyOf(checksums);
        for (int from = 0; from < wanted.size(); from += MOST_ASKED) {
            List<String> some = wanted.subList(from, Math.min(from + MOST_ASKED, wanted.size()));
            database.look(sql -> sql.list(
                    some.size() == 1 ? FIND : FIND_SOME,
                    row -> found.put(row.getString(1), Vectors.decode(row.getBytes(2))),
                    asked(model, some)));
        }
        return found;
    }

    /** Few kinds of queries, so that they are kept compiled: what a query has places for, and more than is asked, is asked twice. */
    private static Object[] asked(String model, List<String> checksums) {
        int places = checksums.size() == 1 ? 1 : MOST_ASKED;
        Object[] asked = new Object[1 + places];
        asked[0] = model;
        for (int i = 0; i < places; i++) {
            asked[1 + i] = checksums.get(Math.min(i, checksums.size() - 1));
        }
        return asked;
    }

    /** Remembers vectors, and that they were used now. */
    public void remember(String model, Map<String, float[]> vectors, Instant now) {
        if (vectors.isEmpty()) {
            return;
        }
        String used = Times.format(now);
        database.change(sql -> sql.batch(REMEMBER, vectors.entrySet(), (put, vector) -> {
            put.setString(1, model);
            put.setString(2, vector.getKey());
            put.setBytes(3, Vectors.encode(vector.getValue()));
            put.setString(4, used);
        }));
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
