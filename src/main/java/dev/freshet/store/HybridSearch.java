package dev.freshet.store;

import dev.freshet.document.DocumentKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One search inside one read transaction: both halves, their fusion, and the rows to show. */
final class HybridSearch {

    /** Candidates of each half; deeper ones never reached the first ten in our measurements. */
    private static final int CANDIDATES = 100;

    private static final String ROW = """
            SELECT source, document, title, url, chunk_id, text, heading, page, metadata
            FROM store_chunks WHERE id = ?""";

    private final Connection transaction;
    private final VectorSnapshot vectors;

    HybridSearch(Connection transaction, VectorSnapshot vectors) {
        this.transaction = transaction;
        this.vectors = vectors;
    }

    List<SearchHit> answer(SearchQuery query) throws SQLException {
        boolean filtered = !query.sources().isEmpty() || !query.metadata().isEmpty();
        BitSet allowed = filtered ? vectors.matching(query) : null;
        int depth = Math.max(CANDIDATES, query.limit());
        // in memory, on other processors, while this one reads the full text
        VectorScan scan = new VectorScan(vectors, query.vector());
        Map<Long, Double> bm25 = new FullText(transaction, depth, allowed).best(query.text(), vectors.slots());
        try (Cosines exact = new Cosines(transaction, query.vector())) {
            Map<Long, Double> cosines = exact.best(scan.candidates(depth, allowed), depth);
            exact.complete(cosines, bm25.keySet());
            return hits(Fusion.of(cosines, bm25), query.limit());
        }
    }

    private List<SearchHit> hits(Map<Long, Double> scores, int limit) throws SQLException {
        double last = scores.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(limit)
                .reduce(0.0, (better, worse) -> worse);
        List<SearchHit> hits = new ArrayList<>();
        try (PreparedStatement select = transaction.prepareStatement(ROW)) {
            for (Map.Entry<Long, Double> row : scores.entrySet()) {
                // with all that tie with the last, so that the chunk id decides who stays
                if (row.getValue() >= last) {
                    select.setLong(1, row.getKey());
                    hit(select, row.getValue()).ifPresent(hits::add);
                }
            }
        }
        hits.sort(SearchHit.BEST_FIRST);
        return List.copyOf(hits.subList(0, Math.min(limit, hits.size())));
    }

    /** Empty for a row that was removed behind our back. */
    private static Optional<SearchHit> hit(PreparedStatement select, double score) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(new SearchHit(
                    new DocumentKey(row.getString(1), row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    UUID.fromString(row.getString(5)),
                    score,
                    row.getString(6),
                    row.getString(7),
                    row.getInt(8),
                    MetadataJson.toMap(row.getString(9))));
        }
    }
}
