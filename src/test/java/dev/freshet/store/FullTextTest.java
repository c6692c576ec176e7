package dev.freshet.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.state.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: leaving chunks out that have common words alone never changes what a search by words finds. */
class FullTextTest {

    private static final int ROWS = 2_000;
    private static final int QUESTIONS = 300;

    private static final String INSERT = """
            INSERT INTO store_chunks (chunk_id, source, document, ordinal, title, heading, page, position, text, metadata,
              revision, vector)
            VALUES (?, 'docs', ?, 0, ?, ?, 0, 0, ?, '{}', 1, zeroblob(4))""";

    private static final String PLAIN = """
            SELECT rowid, -bm25(store_text, 1.0, 1.0, 3.0) FROM store_text WHERE store_text MATCH ?
            ORDER BY 2 DESC, rowid""";

    private final Random random = new Random(11);

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @BeforeEach
    void rows_of_common_and_rare_words(@TempDir Path home) {
        database = Database.open(home.resolve("freshet.db"));
        database.writing(handle -> IntStream.range(0, ROWS)
                .forEach(row -> handle.execute(INSERT, "c" + row, "d" + row, words(2), words(3), words(5 + row % 90))));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> word()).collect(Collectors.joining(" "));
    }

    /** Each is as frequent as its rank is low, as in a language. */
    private String word() {
        return "w" + (int) Math.pow(500, random.nextDouble());
    }

    @Test
    void the_best_are_those_of_a_search_that_scores_all() {
        long withoutCommonWords = IntStream.range(0, QUESTIONS)
                .filter(i -> agrees(words(1 + random.nextInt(8)), null))
                .count();

        assertThat(withoutCommonWords).as("questions that left chunks out").isBetween(QUESTIONS / 5L, QUESTIONS - 1L);
    }

    @Test
    void so_are_they_behind_a_filter() {
        BitSet allowed = new BitSet();
        IntStream.rangeClosed(1, ROWS).filter(row -> random.nextInt(9) == 0).forEach(allowed::set);

        for (int i = 0; i < QUESTIONS / 3; i++) {
            agrees(words(1 + random.nextInt(8)), allowed);
        }
    }

    @Test
    void words_that_are_in_most_rows_or_in_none_are_no_harm() {
        agrees("w1 w2 w3", null);
        agrees("w1 nowhere", null);
        agrees("nowhere", null);
    }

    /** Compares both; says whether there were chunks that needn't be scored. */
    private boolean agrees(String question, @Nullable BitSet allowed) {
        int count = 10;
        return database.read(handle -> {
            Map<Long, Double> best = best(handle, question, count, allowed);
            List<Map.Entry<Long, Double>> plain = plain(handle, question, allowed);
            List<Double> scores = best.values().stream()
                    .sorted((a, b) -> Double.compare(b, a))
                    .toList();
            assertThat(scores).as(question).hasSize(Math.min(count, plain.size()));
            for (int i = 0; i < scores.size(); i++) {
                assertThat(scores.get(i)).as(question).isCloseTo(plain.get(i).getValue(), Offset.offset(1e-9));
            }
            Map<Long, Double> all = plain.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            best.forEach((row, score) -> assertThat(all.get(row)).as(question).isCloseTo(score, Offset.offset(1e-9)));
            WordWeights words = weights(handle, question);
            return words.count() > 1 && scores.size() == count && words.most(words.count() - 1) < scores.get(count - 1);
        });
    }

    private static Map<Long, Double> best(Handle handle, String question, int count, @Nullable BitSet allowed) {
        try {
            return new FullText(handle.getConnection(), count, allowed).best(question, ROWS);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Map.Entry<Long, Double>> plain(Handle handle, String question, @Nullable BitSet allowed) {
        List<Map.Entry<Long, Double>> rows = new ArrayList<>(handle.createQuery(PLAIN)
                .bind(0, FullText.expression(QueryWords.of(question)))
                .map((row, context) -> Map.entry(row.getLong(1), row.getDouble(2)))
                .list());
        rows.removeIf(row -> allowed != null && !allowed.get(Math.toIntExact(row.getKey())));
        return rows;
    }

    private static WordWeights weights(Handle handle, String question) {
        return WordWeights.of(
                QueryWords.of(question).stream().collect(Collectors.toMap(word -> word, word ->
                        (long) plain(handle, word, null).size())),
                ROWS);
    }
}
