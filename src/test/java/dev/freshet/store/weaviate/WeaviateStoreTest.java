package dev.freshet.store.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.contract.DocumentedStoreContract;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.WeaviateServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Weaviate's documented requests keep the contract of a store elsewhere. No real server answers here. */
class WeaviateStoreTest extends DocumentedStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");
    private static final String COLLECTION = "Freshet";

    private final WeaviateServer server = WeaviateServer.start();

    @Override
    protected WeaviateServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return COLLECTION;
    }

    @Override
    protected String writes() {
        return "/batch/objects";
    }

    @Override
    protected VectorStore open(URI address, String key, Duration timeout) {
        return new WeaviateStore(new WeaviateOptions(address, key, COLLECTION, timeout));
    }

    @Test
    void words_find_what_the_vector_does_not() {
        VectorStore store = another();
        List<Chunk> chunks = List.of(chunk(GUIDE, 0, "Restart the pump"), chunk(GUIDE, 1, "Error \"E-4711\""));
        store.upsert(version(GUIDE), chunks, vectors(chunks));

        List<SearchHit> hits =
                store.search(new SearchQuery("what about \"4711\"", vector("other"), 2, Set.of(), Map.of()));

        assertThat(hits).first().satisfies(hit -> assertThat(hit.text()).contains("4711"));
    }

    @Test
    void what_others_keep_is_in_the_pages() {
        VectorStore store = another();
        write(store, 1);
        server.putTheirs(COLLECTION, UUID.randomUUID().toString(), vector("theirs"));

        assertThat(store.page("", 5)).hasSize(2);
    }
}
