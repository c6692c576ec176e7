package dev.freshet.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.ChunkedDocument;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.EmbeddedDocument;
import dev.freshet.document.Status;
import dev.freshet.state.Database;
import dev.freshet.state.Documents;
import dev.freshet.state.Embeddings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTest {

    private static final DocumentKey KEY = new DocumentKey("docs", "a.md");

    @TempDir
    Path home;

    private Database database;
    private Documents documents;
    private Embeddings known;

    @BeforeEach
    void open() {
        database = Database.open(home.resolve("freshet.db"));
        documents = new Documents(database);
        known = new Embeddings(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A model whose every vector says which model it is. */
    private record Model(String model, float sign) implements Embedder {

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public int maxTokens() {
            return 100;
        }

        @Override
        public Tokenizer tokenizer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(text -> new float[] {sign}).toList();
        }
    }

    private static ChunkedDocument document(String recipe) {
        var version = new DocumentVersion(KEY, "f", "c", recipe, "a.md", null, null, null, new TreeMap<>());
        return new ChunkedDocument(
                version, List.of(new Chunk(new ChunkIds(KEY).next("x"), 0, "x", "", "text", 0, 0, 1)));
    }

    private EmbeddedDocument ingest(Model model, String recipe) {
        EmbeddedDocument embedded = new Embedding(model, documents, known).embed(document(recipe), false);
        known.remember(model.model(), embedded.vectors(), Instant.EPOCH);
        documents.indexed(embedded.version(), embedded.chunks(), Instant.EPOCH);
        return embedded;
    }

    @Test
    void a_chunk_that_the_store_holds_is_not_embedded_again() {
        ingest(new Model("m", 1), "r");

        assertThat(ingest(new Model("m", 1), "r").vectors()).isEmpty();
    }

    @Test
    void another_model_gives_every_chunk_its_own_vector_also_on_the_way_back() {
        ingest(new Model("m1", 1), "r1");

        EmbeddedDocument second = ingest(new Model("m2", 2), "r2");
        EmbeddedDocument back = ingest(new Model("m1", 1), "r1");

        assertThat(second.vectors().get("x")).containsExactly(2);
        assertThat(second.embedded()).isEqualTo(1);
        assertThat(back.vectors().get("x")).containsExactly(1);
        assertThat(back.embedded()).isZero();
    }

    @Test
    void a_failure_with_another_model_does_not_make_the_old_vectors_its_own() {
        ingest(new Model("m1", 1), "r1");
        documents.failed(KEY, "f", "r2", Status.FAILED, "store", "broken", 1, null);

        assertThat(ingest(new Model("m2", 2), "r2").vectors().get("x")).containsExactly(2);
    }
}
