package dev.freshet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The full-text half of a search: BM25 over text, heading and title. A chunk matches that has any of the words; the
 * more of them and the rarer, the better.
 *
 * <p>To score a chunk takes ten times as long as to find it, and common words find most chunks and tell them hardly apart.
 * Chunks that have none but the common words of a question are left out where {@link WordWeights} is sure that they can't be
 * among the best. What is found is the same.
 */
final class FullText {

    /** The title counts three times: measured on questions made from documentation. */
    private static final String MATCHES = """
            SELECT rowid, -bm25(store_text, 1.0, 1.0, 3.0) AS score
            FROM store_text WHERE store_text MATCH ? ORDER BY score DESC, rowid LIMIT ?""";

    private static final String COUNT = "SELECT count(*) FROM store_text WHERE store_text MATCH ?";

    private final Connection transaction;
    private final int count;
    private final @Nullable BitSet allowed;

    /**
     * @param count of the best rows
     * @param allowed only these; {@code null} = all
     */
    FullText(Connection transaction, int count, @Nullable BitSet allowed) {
        this.transaction = transaction;
        this.count = count;
        this.allowed = allowed;
    }

    /**
     * The best rows and their BM25 scores, higher is better.
     *
     * @param rows in the index, or more
     */
    Map<Long, Double> best(String text, int rows) throws SQLException {
        WordWeights words = WordWeights.of(matches(QueryWords.of(text)), rows);
        int rare = words.rarest(words.likelyScore(count));
        while (rare < words.count()) {
            Map<Long, Double> best = withOneOf(words, rare);
            double reached = best.size() < count ? Double.NEGATIVE_INFINITY : worst(best);
            if (reached > words.most(rare)) {
                return best;
            }
            // that many have scores as high as that: with as many rare words as this asks for, it is sure
            rare = words.rarest(reached);
        }
        return words.count() == 0 ? Map.of() : scored(expression(words.all()));
    }

    private Map<String, Long> matches(List<String> words) throws SQLException {
        Map<String, Long> matches = new LinkedHashMap<>();
        try (PreparedStatement select = transaction.prepareStatement(COUNT)) {
            for (String word : words) {
                select.setString(1, quoted(word));
                try (ResultSet row = select.executeQuery()) {
                    matches.put(word, row.getLong(1));
                }
            }
        }
        return matches;
    }

    /**
     * The best of the rows that have one of the rarest words. A row with common words as well is in the second answer, or
     * worse than all of it; then the first answer, which doesn't count these words, is no better.
     */
    private Map<Long, Double> withOneOf(WordWeights words, int rare) throws SQLException {
        String rarest = expression(words.all().subList(0, rare));
        String common = expression(words.all().subList(rare, words.count()));
        Map<Long, Double> found = new HashMap<>(scored(rarest));
        found.putAll(scored("(" + rarest + ") AND (" + common + ")"));
        return found.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    private static double worst(Map<Long, Double> best) {
        return best.values().stream().reduce((better, worse) -> worse).orElse(Double.NEGATIVE_INFINITY);
    }

    private Map<Long, Double> scored(String expression) throws SQLException {
        Map<Long, Double> best = new LinkedHashMap<>();
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

    /** An FTS5 expression for any of the words: each quoted, so that nothing in it is syntax. */
    static String expression(List<String> words) {
        return words.stream().map(FullText::quoted).collect(Collectors.joining(" OR "));
    }

    private static String quoted(String word) {
        return '"' + word + '"';
    }
}
