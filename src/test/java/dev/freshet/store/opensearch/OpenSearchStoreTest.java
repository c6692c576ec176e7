package dev.freshet.store.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.contract.CollectionStoreContract;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.remote.OutageException;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.OpenSearchServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A real OpenSearch keeps the contract of a store elsewhere. */
class OpenSearchStoreTest extends CollectionStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");

    private final OpenSearchServer server = OpenSearchServer.get();
    private final String name = OpenSearchServer.newName();

    @Override
    protected OpenSearchServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return name;
    }

    @Override
    protected VectorStore another() {
        return new IndexStore(OpenSearchServer.options(server.uri(), name, Duration.ofSeconds(30)));
    }

    @Override
    protected VectorStore emptyStore() {
        return another();
    }

    @Override
    protected VectorStore emptyStoreThrough(URI through) {
        return new IndexStore(OpenSearchServer.options(through, OpenSearchServer.newName(), Duration.ofSeconds(2)));
    }

    /** Its graph finds the nearest with near certainty. */
    @Override
    protected int mayMissOf50() {
        return 2;
    }

    private static List<SearchHit> find(VectorStore store, String words, float[] vector) {
        return store.search(new SearchQuery(words, vector, 3, Set.of(), Map.of()));
    }

    private VectorStore with(String... texts) {
        VectorStore store = another();
        for (int i = 0; i < texts.length; i++) {
            List<Chunk> chunks = List.of(chunk(GUIDE, i, texts[i]));
            store.upsert(version(GUIDE), chunks, vectors(chunks));
        }
        return store;
    }

    @Test
    void words_find_what_the_vector_does_not() {
        VectorStore store = with("Die Größe der Pumpe", "Resetting error E-4711.b", "Café in the valley");

        assertThat(find(store, "grösse PUMPE", vector("other")))
                .first()
                .satisfies(hit -> assertThat(hit.text()).contains("Pumpe"));
        assertThat(find(store, "what about 4711", vector("other")))
                .first()
                .satisfies(hit -> assertThat(hit.text()).contains("4711"));
        assertThat(find(store, "cafe", vector("other")))
                .first()
                .satisfies(hit -> assertThat(hit.text()).contains("Café"));
        assertThat(find(store, "errors reset", vector("other")))
                .first()
                .satisfies(hit -> assertThat(hit.text()).contains("error"));
    }

    @Test
    void a_question_without_a_vector_is_answered_by_words_alone() {
        VectorStore store = with("Restart the pump", "Open the valve");
        float[] none = new float[DIMENSIONS];
        none[0] = Float.NaN;

        assertThat(find(store, "valve", none)).extracting(SearchHit::text).containsExactly("Open the valve");
    }

    @Test
    void a_word_without_an_end_is_no_reason_to_refuse_a_document() {
        VectorStore store = with("x".repeat(100_000) + " pump");

        assertThat(find(store, "pump", vector("other"))).hasSize(1);
    }

    @Test
    void what_is_refused_is_the_documents_fault_and_named() {
        VectorStore store = another();
        DocumentKey endless = new DocumentKey("docs", "x".repeat(40_000));
        List<Chunk> chunks = List.of(chunk(endless, 0, "Restart the pump"));

        assertThatThrownBy(() -> store.upsert(version(endless), chunks, vectors(chunks)))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(OutageException.class)
                .hasMessageContaining("can't hold it")
                .hasMessageContaining("document");
    }

    @Test
    void an_index_of_another_program_is_said_and_left_as_it_is() {
        server.create(name, "{\"mappings\": {\"properties\": {\"text\": {\"type\": \"text\"}}}}");

        assertThatThrownBy(() -> with("Restart the pump"))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("was made by another program")
                .hasMessageContaining("Set freshet.store.opensearch.index to another name");
        assertThat(server.contents(name)).isEmpty();
    }
}
