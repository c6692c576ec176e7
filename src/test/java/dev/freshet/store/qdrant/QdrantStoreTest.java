package dev.freshet.store.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.contract.DocumentedStoreContract;
import dev.freshet.remote.OutageException;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.QdrantServer;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Qdrant's documented requests keep the contract of a store elsewhere. No real server answers here. */
class QdrantStoreTest extends DocumentedStoreContract {

    private static final String COLLECTION = "freshet";

    private final QdrantServer server = QdrantServer.start();

    @Override
    protected QdrantServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return COLLECTION;
    }

    @Override
    protected String writes() {
        return "/points";
    }

    @Override
    protected VectorStore open(URI address, String key, Duration timeout) {
        return new QdrantStore(new QdrantOptions(address, key, COLLECTION, timeout));
    }

    @Test
    void points_of_others_are_in_the_pages() {
        VectorStore store = another();
        write(store, 1);
        server.putTheirs(COLLECTION, UUID.randomUUID().toString(), vector("theirs"));

        assertThat(store.page("", 5)).hasSize(2);
    }

    @Test
    void a_write_to_a_collection_that_was_dropped_is_an_outage_and_the_next_makes_it_anew() {
        VectorStore store = another();
        write(store, 1);
        server.drop(COLLECTION);

        assertThatThrownBy(() -> write(store, 1))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("no collection freshet");
        write(store, 1);
        assertThat(store.count("docs")).isEqualTo(1);
    }
}
