package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.contract.CollectionHomeContract;
import dev.freshet.state.RunStatus;
import dev.freshet.testing.OpenSearchServer;
import dev.freshet.testing.TestHome;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: a home whose options name OpenSearch keeps an index of it as equal to its documents as the embedded store. */
class OpenSearchTest extends CollectionHomeContract {

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
    protected TestHome with(TestHome made, URI address, String collection) {
        return made.option("freshet.store", "opensearch")
                .option("freshet.store.opensearch.url", address.toString())
                .option("freshet.store.opensearch.index", collection);
    }

    @Test
    void what_was_lost_is_back_after_the_next_pass() {
        home.sync();
        List<String> before = contents();
        server.ids(name).subList(0, 5).forEach(id -> server.remove(name, id));
        assertThat(home.verify().isEqual()).isFalse();

        assertThat(home.sync().run().status()).isEqualTo(RunStatus.COMPLETED);

        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'text': 'tampered'}",
                "{'heading': 'tampered'}",
                "{'title': 'tampered'}",
                "{'url': 'tampered'}",
                "{'document': 'tampered'}",
                "{'source': 'tampered'}",
                "{'ordinal': 99}",
                "{'chunk_id': 'tampered'}",
                "{'chunk_id': null}",
                "{'vector': VECTOR}"
            })
    void what_was_changed_is_mended_by_a_repair(String json) {
        home.sync();
        List<String> before = contents();
        String vector = Arrays.toString(unit());
        server.change(name, server.ids(name).get(0), json.replace('\'', '"').replace("VECTOR", vector));
        assertThat(home.verify().isEqual()).isFalse();

        home.sync(TestHome.REPAIR);

        assertThat(home.verify().isEqual()).isTrue();
        assertThat(contents()).isEqualTo(before);
    }
}
