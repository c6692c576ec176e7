package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.contract.CollectionHomeContract;
import dev.freshet.state.RunStatus;
import dev.freshet.testing.ChromaServer;
import dev.freshet.testing.TestHome;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: a home whose options name Chroma keeps a collection of it as equal to its documents as the embedded store. */
class ChromaTest extends CollectionHomeContract {

    private final ChromaServer server = ChromaServer.get();
    private final String name = ChromaServer.newName();

    @Override
    protected ChromaServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return name;
    }

    @Override
    protected TestHome with(TestHome made, URI address, String collection) {
        return made.option("freshet.store", "chroma")
                .option("freshet.store.chroma.url", address.toString())
                .option("freshet.store.chroma.collection", collection);
    }

    @Test
    void what_was_lost_is_back_after_the_next_pass() {
        home.sync();
        List<String> before = contents();
        server.remove(name, server.ids(name).subList(0, 5));
        assertThat(home.verify().isEqual()).isFalse();

        assertThat(home.sync().run().status()).isEqualTo(RunStatus.COMPLETED);

        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "documents | 'tampered'",
                "metadatas | {'heading': 'tampered'}",
                "metadatas | {'title': 'tampered'}",
                "metadatas | {'url': 'tampered'}",
                "metadatas | {'document': 'tampered'}",
                "metadatas | {'ordinal': 99}",
                "metadatas | {'id_order': 99}",
                "metadatas | {'kept_by': null}",
                "embeddings | VECTOR"
            })
    void what_was_changed_is_mended_by_a_repair(String part, String json) {
        home.sync();
        List<String> before = contents();
        String vector = Arrays.toString(unit());
        server.change(
                name, server.ids(name).get(0), part, json.replace('\'', '"').replace("VECTOR", vector));
        assertThat(home.verify().isEqual()).isFalse();

        home.sync(TestHome.REPAIR);

        assertThat(home.verify().isEqual()).isTrue();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void what_others_keep_in_the_collection_is_counted() {
        home.sync();
        server.putTheirs(name, "theirs", unit());

        assertThat(home.verify().foreign()).isEqualTo(1);
    }
}
