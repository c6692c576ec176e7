package dev.freshet.store.pgvector;

import dev.freshet.store.Fusion;
import dev.freshet.store.QueryWords;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** One search, in the read transaction of a handle: the nearest vectors, the rarest words, and one score of both. */
final class Question {

    /** Candidates of each half, as the embedded store takes them. */
    private static final int CANDIDATES = 100;

    /** How many rows the index looks at before it believes that it has the nearest; its own default is 40. */
    private static final int LEAST_LOOK = 200;

    private static final int MOST_LOOK = 1_000;

    /** Rows in which a word is looked for; one that more have is common, however many they are. */
    private static final int COMMON = 10_000;

    private final String table;
    private final String distance;
    private final Handle handle;
    private final SearchQuery query;
    private final Filter filter;
    private final String vector;
    private final int depth;

    /**
     * @param distance of a row to {@code :vector}, as an index knows it
     */
    Question(String table, String distance, Handle handle, SearchQuery query) {
        this.table = table;
        this.distance = distance;
        this.handle = handle;
        this.query = query;
        this.filter = new Filter(query);
        this.vector = VectorText.of(query.vector());
        this.depth = Math.max(CANDIDATES, query.limit());
    }

    List<SearchHit> answer() {
        Map<UUID, Double> words = best(QueryWords.of(query.text()));
        Set<UUID> candidates = new HashSet<>(nearest());
        candidates.addAll(words.keySet());
        return hits(candidates, words);
    }

    private List<UUID> nearest() {
        handle.execute("SET LOCAL hnsw.iterative_scan = strict_order; SET LOCAL hnsw.ef_search = "
                + Math.min(MOST_LOOK, Math.max(LEAST_LOOK, 2 * depth)));
        List<UUID> found = nearest(distance);
        // the index gives up at some point: as many as there are is promised, and + 0 keeps it out
        return found.size() < depth ? nearest("(" + distance + ") + 0") : found;
    }

    private List<UUID> nearest(String order) {
        Query select = handle.createQuery("SELECT embedding_id FROM " + table + " WHERE source <> ''" + filter.sql()
                        + " ORDER BY " + order + " LIMIT :depth")
                .bind("vector", vector)
                .bind("depth", depth);
        filter.bind(select);
        return select.map((row, context) -> row.getObject(1, UUID.class)).list();
    }

    /** The best by words. Each word counts as much as it is rare; PostgreSQL's own rank takes all words for equal. */
    private Map<UUID, Double> best(List<String> words) {
        Map<String, Double> weights = weights(words);
        Map<UUID, Double> best = new HashMap<>();
        if (weights.isEmpty()) {
            return best;
        }
        List<String> known = List.copyOf(weights.keySet());
        List<String> scores = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            scores.add(":weight%1$d * ts_rank('{0.33,0.33,0.33,1}', words, %2$s, 1)".formatted(i, wanted(i)));
        }
        Query select = handle.createQuery(
                        "SELECT embedding_id, " + String.join(" + ", scores) + " AS score FROM " + table
                                + " WHERE source <> '' AND words @@ to_tsquery('simple', :any)" + filter.sql()
                                + " ORDER BY score DESC, embedding_id LIMIT :depth")
                .bind("any", String.join(" | ", known))
                .bind("depth", depth);
        for (int i = 0; i < known.size(); i++) {
            select.bind("word" + i, known.get(i)).bind("weight" + i, weights.get(known.get(i)));
        }
        filter.bind(select);
        select.map((row, context) -> best.put(row.getObject(1, UUID.class), row.getDouble(2)))
                .list();
        return best;
    }

    private static String wanted(int number) {
        return "to_tsquery('simple', :word" + number + ")";
    }

    /**
     * The words that there are, with their inverse document frequency (Robertson and Spärck Jones, 1976, as BM25 has it).
     * Common ones are left out where a rare one is asked for: they would have the whole table ranked.
     */
    private Map<String, Double> weights(List<String> words) {
        Map<String, Double> weights = new TreeMap<>();
        if (words.isEmpty()) {
            return weights;
        }
        Map<String, Long> rows = rows(words);
        boolean hasRare = rows.values().stream().anyMatch(number -> number > 0 && number < COMMON);
        long most = rows.values().stream().mapToLong(number -> number).max().orElse(0);
        double all = Math.max(total(), (double) most);
        rows.forEach((word, number) -> {
            if (number > 0 && (number < COMMON || !hasRare)) {
                weights.put(word, Math.log(1 + (all - number + 0.5) / (number + 0.5)));
            }
        });
        return weights;
    }

    /** In how many rows each word is, by the word as it stands in a query. */
    private Map<String, Long> rows(List<String> words) {
        List<String> counts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            counts.add("(SELECT count(*) FROM (SELECT FROM %s WHERE words @@ %s LIMIT %d) AS found) AS rows%d"
                    .formatted(table, wanted(i), COMMON, i));
        }
        Query select = handle.createQuery("SELECT " + String.join(", ", counts));
        for (int i = 0; i < words.size(); i++) {
            select.bind("word" + i, quoted(words.get(i)));
        }
        return select.map((row, context) -> {
                    Map<String, Long> rows = new TreeMap<>();
                    for (int i = 0; i < words.size(); i++) {
                        rows.put(quoted(words.get(i)), row.getLong(i + 1));
                    }
                    return rows;
                })
                .one();
    }

    /** Letters and digits alone: there is nothing in it to escape. */
    private static String quoted(String word) {
        return "'" + word + "'";
    }

    /** As PostgreSQL last counted them. */
    private double total() {
        return handle.createQuery("SELECT reltuples FROM pg_class WHERE oid = to_regclass(:table)")
                .bind("table", table)
                .mapTo(double.class)
                .one();
    }

    private List<SearchHit> hits(Set<UUID> candidates, Map<UUID, Double> words) {
        Map<UUID, Double> cosines = new HashMap<>();
        Map<UUID, SearchHit> rows = new HashMap<>();
        for (SearchHit hit : rows(candidates)) {
            rows.put(hit.chunkId(), hit);
            // a vector of zeros has none
            if (!Double.isNaN(hit.score())) {
                cosines.put(hit.chunkId(), hit.score());
            }
        }
        Map<UUID, Double> scores = Fusion.of(cosines, words);
        return rows.values().stream()
                .filter(hit -> scores.containsKey(hit.chunkId()))
                .map(hit -> hit.withScore(scores.getOrDefault(hit.chunkId(), 0.0)))
                .sorted(SearchHit.BEST_FIRST)
                .limit(query.limit())
                .toList();
    }

    /** The rows of candidates, with their cosines as scores. */
    private List<SearchHit> rows(Set<UUID> candidates) {
        return handle.createQuery("SELECT embedding_id, source, document, title, url, heading, page, text, metadata,"
                        + " 1 - (embedding <=> CAST(:vector AS vector)) AS cosine FROM " + table
                        + " WHERE embedding_id = ANY(:ids)")
                .bind("vector", vector)
                .bindArray("ids", UUID.class, candidates)
                .map((row, context) -> hit(row))
                .list();
    }

    private static SearchHit hit(ResultSet row) throws SQLException {
        return new SearchHit(
                Rows.key(row),
                Rows.shownOrNull(row.getString("title")),
                Rows.shownOrNull(row.getString("url")),
                row.getObject("embedding_id", UUID.class),
                row.getDouble("cosine"),
                Letters.shown(row.getString("text")),
                Letters.shown(row.getString("heading")),
                row.getInt("page"),
                Rows.metadata(row));
    }
}
