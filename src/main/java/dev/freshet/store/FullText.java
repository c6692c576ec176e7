package dev.freshet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The full-text half of a search: BM25 over text, heading and title. A chunk matches that has any of the words; the
 * more of them and the rarer, the better.
 */
final class FullText {

    /** The title counts three times: measured on questions made from documentation. */
    private static final String MATCHES = """
            SELECT rowid, -bm25(store_text, 1.0, 1.0, 3.0) AS score
            FROM store_text WHERE store_text MATCH ? ORDER BY score DESC, rowid LIMIT ?""";

    private FullText() {}

    /**
     * The best rows and their BM25 scores, higher is better.
     *
     * @param allowed only these; {@code null} = all
     */
    static Map<Long, Double> best(Connection transaction, String text, int count, @Nullable BitSet allowed)
            throws SQLException {
        Map<Long, Double> best = new HashMap<>();
        String expression = expression(text);
        if (expression.isEmpty()) {
            return best;
        }
        try (PreparedStatement select = transaction.prepareStatement(MATCHES)) {
            select.setString(1, expression);
            select.setInt(2, allowed == null ? count : -1);
            try (ResultSet rows = select.executeQuery()) {
                while (best.size() < count && rows.next()) {
                    long row = rows.getLong(1);
                    if (allowed == null || allowed.get(Math.toIntExact(row))) {
                        best.put(row, rows.getDouble(2));
                    }
                }
            }
        }
        return best;
    }

    /** An FTS5 expression from what a person typed: each word quoted, so that nothing in it is syntax. */
    static String expression(String text) {
        return QueryWords.of(text).stream().map(word -> '"' + word + '"').collect(Collectors.joining(" OR "));
    }
}
