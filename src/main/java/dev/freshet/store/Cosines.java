package dev.freshet.store;

import dev.freshet.document.Vectors;
import dev.freshet.store.VectorSnapshot.Candidate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** True cosines of a question and rows, from the vectors as they are in the database. */
final class Cosines implements AutoCloseable {

    private static final Comparator<Scored> WORST_FIRST =
            Comparator.comparingDouble(Scored::score).thenComparing(Scored::row, Comparator.reverseOrder());

    private record Scored(long row, double score) {}

    private final float[] query;
    private final PreparedStatement select;

    Cosines(Connection transaction, float[] query) throws SQLException {
        this.query = query;
        this.select = transaction.prepareStatement("SELECT vector FROM store_chunks WHERE id = ?");
    }

    /**
     * The best rows of candidates, and their cosines. Reads no more rows than may be among them.
     *
     * @param candidates in the order of the most that their cosine can be
     */
    Map<Long, Double> best(List<Candidate> candidates, int count) throws SQLException {
        PriorityQueue<Scored> best = new PriorityQueue<>(WORST_FIRST);
        for (Candidate candidate : candidates) {
            if (best.size() == count && candidate.most() < best.element().score()) {
                break;
            }
            double score = of(candidate.row());
            if (!Double.isNaN(score)) {
                best.add(new Scored(candidate.row(), score));
            }
            if (best.size() > count) {
                best.poll();
            }
        }
        Map<Long, Double> byRow = new HashMap<>();
        best.forEach(scored -> byRow.put(scored.row(), scored.score()));
        return byRow;
    }

    /** Adds the cosines of rows that only the full text found. */
    void complete(Map<Long, Double> byRow, Iterable<Long> rows) throws SQLException {
        for (long row : rows) {
            if (!byRow.containsKey(row)) {
                double score = of(row);
                if (!Double.isNaN(score)) {
                    byRow.put(row, score);
                }
            }
        }
    }

    /** NaN for a row that is gone, or whose vector is of another length. */
    private double of(long row) throws SQLException {
        select.setLong(1, row);
        try (ResultSet found = select.executeQuery()) {
            return found.next() ? between(query, Vectors.decode(found.getBytes(1))) : Double.NaN;
        }
    }

    /** The dot product, since both have length 1. Equal vectors have equal cosines. */
    static double between(float[] query, float[] vector) {
        if (query.length != vector.length) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += (double) query[i] * vector[i];
        }
        return sum;
    }

    @Override
    public void close() throws SQLException {
        select.close();
    }
}
