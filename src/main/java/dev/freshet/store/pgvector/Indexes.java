package dev.freshet.store.pgvector;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What makes searches in the table fast: for vectors, for words, for metadata, and for the numbers of a source. */
final class Indexes {

    /** What an HNSW index takes, as numbers of four bytes and of two. */
    private static final int MOST_WHOLE = 2_000;

    private static final int MOST_HALF = 4_000;

    /** An index over many rows takes its time. */
    private static final Duration LONGEST_INDEX = Duration.ofHours(2);

    private static final String SOUND = """
            SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
            WHERE indrelid = to_regclass(:table) AND indisvalid""";

    /** None where there is no such table. */
    private static final String LENGTH = """
            SELECT atttypmod FROM pg_attribute
            WHERE attrelid = to_regclass(:table) AND attname = 'embedding' AND NOT attisdropped""";

    private final String name;

    /**
     * @param name of the table
     */
    Indexes(String name) {
        this.name = name;
    }

    /** How near a row is to {@code :vector}, as its index knows it: less is nearer. */
    static String distance(int dimensions) {
        return dimensions <= MOST_WHOLE || dimensions > MOST_HALF
                ? "embedding <=> CAST(:vector AS vector)"
                : "CAST(embedding AS halfvec(%1$d)) <=> CAST(:vector AS halfvec(%1$d))".formatted(dimensions);
    }

    /** By name, the statements that make them. Beyond 4,000 numbers searches read all rows. */
    Map<String, String> statements(int dimensions) {
        Map<String, String> indexes = new LinkedHashMap<>();
        if (dimensions <= MOST_WHOLE) {
            indexes.put("embedding", "USING hnsw (embedding vector_cosine_ops)");
        } else if (dimensions <= MOST_HALF) {
            indexes.put(
                    "embedding",
                    "USING hnsw ((CAST(embedding AS halfvec(%d))) halfvec_cosine_ops)".formatted(dimensions));
        }
        indexes.put("words", "USING gin (words)");
        indexes.put("metadata", "USING gin (metadata jsonb_path_ops)");
        indexes.put("source", "(source, ordinal)");
        Map<String, String> statements = new LinkedHashMap<>();
        indexes.forEach((suffix, what) -> statements.put(
                index(suffix), "CREATE INDEX IF NOT EXISTS " + index(suffix) + " ON " + name + " " + what));
        return statements;
    }

    private String index(String suffix) {
        return name.substring(name.indexOf('.') + 1) + "_" + suffix;
    }

    /** Indexes that aren't there, or that a build left behind unfinished. */
    List<String> flaws(Handle handle) {
        return lacking(handle).keySet().stream()
                .map(index -> "The table " + name + " lacks the index " + index
                        + ": searches are slow or incomplete. A repair makes it anew.")
                .toList();
    }

    private Map<String, String> lacking(Handle handle) {
        return handle.createQuery(LENGTH)
                .bind("table", name)
                .mapTo(int.class)
                .findOne()
                .map(dimensions -> lacking(handle, dimensions))
                .orElse(Map.of());
    }

    private Map<String, String> lacking(Handle handle, int dimensions) {
        Map<String, String> lacking = statements(dimensions);
        handle.createQuery(SOUND).bind("table", name).mapTo(String.class).forEach(lacking::remove);
        return lacking;
    }

    /** Makes what is lacking. */
    void mend(Handle handle) {
        List<String> statements = new ArrayList<>();
        String schema = name.contains(".") ? name.substring(0, name.indexOf('.') + 1) : "";
        lacking(handle).forEach((index, create) -> {
            statements.add("DROP INDEX IF EXISTS " + schema + index);
            statements.add(create);
        });
        if (!statements.isEmpty()) {
            patiently(handle, () -> statements.forEach(handle::execute));
        }
    }

    private static void patiently(Handle handle, Runnable work) {
        try {
            Connection connection = handle.getConnection();
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST_INDEX.toMillis()));
            try {
                handle.execute("SET LOCAL statement_timeout = " + LONGEST_INDEX.toMillis());
                work.run();
            } finally {
                connection.setNetworkTimeout(Runnable::run, usual);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The connection to the vector store takes no time limit", e);
        }
    }
}
