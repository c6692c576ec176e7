package dev.freshet.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.contract.CollectionStoreContract;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.remote.OutageException;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis's documented commands keep the contract of a store elsewhere. No real server answers here. */
class RedisStoreTest extends CollectionStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");
    private static final String INDEX = "freshet";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RedisServer server = RedisServer.start();

    @Override
    protected RedisServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return INDEX;
    }

    @Override
    protected VectorStore another() {
        return open(server.uri(), RedisServer.PASSWORD, LONG);
    }

    private static VectorStore open(URI address, String password, Duration timeout) {
        return new RedisStore(new RedisOptions(address, "", password, INDEX, timeout));
    }

    @Override
    protected VectorStore emptyStore() {
        return another();
    }

    @Override
    protected VectorStore emptyStoreThrough(URI through) {
        URI address = URI.create("redis://127.0.0.1:" + through.getPort());
        return open(address, RedisServer.PASSWORD, Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_wrong_password_is_said_and_not_shown() {
        VectorStore store = open(server.uri(), "a-wrong-password", LONG);

        assertThatThrownBy(store::counts)
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("doesn't let Freshet in")
                .hasMessageContaining("Correct freshet.store.redis.user and .password")
                .hasMessageNotContaining("a-wrong-password");
    }

    @Test
    void a_password_for_an_encrypted_connection_is_not_sent_without_one() {
        URI encrypted = URI.create("rediss://127.0.0.1:" + server.uri().getPort());
        VectorStore store = open(encrypted, RedisServer.PASSWORD, LONG);

        assertThatThrownBy(store::counts)
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("The vector store at " + encrypted + " can't be reached: SSL")
                .hasMessageContaining("correct freshet.store.redis.url");
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
    void a_title_that_a_document_has_no_more_is_gone() {
        VectorStore store = another();
        List<Chunk> chunks = List.of(chunk(GUIDE, 0, "Restart the pump"));
        store.upsert(version(GUIDE), chunks, vectors(chunks));

        store.describe(version(GUIDE, null, Map.of()), chunks);

        assertThat(find(store, "pump", 1))
                .singleElement()
                .satisfies(hit -> assertThat(hit.title()).isNull());
    }
}
