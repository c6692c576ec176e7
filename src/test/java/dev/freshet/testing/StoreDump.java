package dev.freshet.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a home's database holds, as lines of text that tests can compare. Reads the file as any SQLite client would,
 * without our own classes.
 */
public final class StoreDump {

    /** What has to be equal after whatever happened: everything but numbers of rows, times and file times. */
    private static final String CHUNKS =
            "SELECT source, document, ordinal, chunk_id, title, url, heading, page, position,"
                    + " metadata, hex(vector), text FROM store_chunks ORDER BY source, document, ordinal";

    private static final String STATE = "SELECT d.source, d.document, d.checksum, d.recipe, d.status, d.chunk_count,"
            + " c.ordinal, c.chunk_id, c.checksum FROM documents d LEFT JOIN chunks c ON c.document_id = d.id"
            + " ORDER BY d.source, d.document, c.ordinal";

    private StoreDump() {}

    /** Every chunk in the store: id, text, vector, metadata. */
    public static List<String> chunks(Path home) {
        return query(home, CHUNKS);
    }

    /** Every document that the state knows, with the chunks that it believes in. */
    public static List<String> state(Path home) {
        return query(home, STATE);
    }

    /** Chunks that the full-text index and the store disagree on; empty where all is well. */
    public static List<String> integrity(Path home) {
        List<String> problems = new ArrayList<>(query(home, "SELECT * FROM pragma_integrity_check"));
        problems.remove("ok");
        problems.addAll(query(
                home,
                "SELECT 'in state, not in store', chunk_id FROM chunks WHERE chunk_id NOT IN"
                        + " (SELECT chunk_id FROM store_chunks) UNION ALL SELECT 'in store, not in state', chunk_id"
                        + " FROM store_chunks WHERE chunk_id NOT IN (SELECT chunk_id FROM chunks) UNION ALL SELECT"
                        + " 'not in full text', id FROM store_chunks WHERE id NOT IN (SELECT id FROM"
                        + " store_text_docsize)"));
        return problems;
    }

    /** The rows of any query, columns separated by {@code " | "}. */
    public static List<String> query(Path home, String sql) {
        String file = "jdbc:sqlite:" + home.resolve("data/freshet.db");
        try (Connection connection = DriverManager.getConnection(file);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(line(rows));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String line(ResultSet rows) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            Object value = rows.getObject(i);
            columns.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
        }
        return String.join(" | ", columns);
    }
}
