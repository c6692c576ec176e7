package dev.freshet.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.Content;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Tokenizer;
import dev.freshet.state.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    @SuppressWarnings("NullAway.Init")
    private Search search;

    @BeforeEach
    void open() {
        database = Database.open(home.resolve("freshet.db"));
        store = new EmbeddedStore(database);
        search = new Search(new AngleEmbedder(), store);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void one_document_does_not_fill_the_answer() {
        put("long.md", 1, 2, 3, 4);
        put("other.md", 50);

        List<SearchHit> hits = search.search("0", 3, Set.of(), Map.of());

        assertThat(hits).extracting(SearchHit::text).containsExactly("1", "2", "50");
    }

    @Test
    void the_rest_of_a_document_fills_an_answer_that_would_stay_short() {
        put("long.md", 1, 2, 3, 4);
        put("other.md", 50);

        List<SearchHit> hits = search.search("0", 10, Set.of(), Map.of());

        assertThat(hits).extracting(SearchHit::text).containsExactly("1", "2", "50", "3", "4");
    }

    @Test
    void a_word_in_the_text_outweighs_a_vector_that_is_a_little_nearer() {
        put("near.md", 20);
        put("named.md", 30);

        List<SearchHit> hits = search.search("30 or so", 10, Set.of(), Map.of());

        assertThat(hits).extracting(SearchHit::text).containsExactly("30", "20");
    }

    @Test
    void a_question_longer_than_the_model_reads_is_answered_by_its_beginning_and_its_words() {
        put("named.md", 80);
        put("other.md", 85);

        List<SearchHit> hits = search.search("tell me ".repeat(1_000) + "85", 10, Set.of(), Map.of());

        assertThat(hits).extracting(SearchHit::text).containsExactly("85", "80");
    }

    private void put(String document, int... degrees) {
        DocumentKey key = new DocumentKey("docs", document);
        ChunkIds ids = new ChunkIds(key);
        for (int i = 0; i < degrees.length; i++) {
            String text = String.valueOf(degrees[i]);
            String checksum = Content.sha256(text.getBytes(StandardCharsets.UTF_8));
            Chunk chunk = new Chunk(ids.next(checksum), i, checksum, "", text, 0, 0, 1);
            DocumentVersion version =
                    new DocumentVersion(key, "f", checksum, "r", document, null, null, null, new TreeMap<>());
            store.upsert(version, List.of(chunk), Map.of(checksum, AngleEmbedder.vector(degrees[i])));
        }
    }

    /** A model that reads a number and points there, in degrees; anything else points to 0. */
    private static final class AngleEmbedder implements Embedder {

        static float[] vector(int degrees) {
            double angle = Math.toRadians(degrees);
            return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
        }

        @Override
        public String model() {
            return "angle";
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public int maxTokens() {
            return 10;
        }

        @Override
        public Tokenizer tokenizer() {
            return MiniLmEmbedder.newTokenizer();
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            assertThat(texts).allMatch(text -> tokenizer().count(text) <= maxTokens());
            return texts.stream()
                    .map(text -> vector(text.matches("\\d+") ? Integer.parseInt(text) : 0))
                    .toList();
        }
    }
}
