package dev.freshet.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.remote.OutageException;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.DocumentedServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a vector store promises of a program that no real server is to be had of: its documented requests are answered. */
public abstract class DocumentedStoreContract extends CollectionStoreContract {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Override
    protected abstract DocumentedServer program();

    /** What the path of calls has that carry chunks. */
    protected abstract String writes();

    /** A client. */
    protected abstract VectorStore open(URI address, String key, Duration timeout);

    @Override
    protected VectorStore another() {
        return open(program().uri(), DocumentedServer.KEY, LONG);
    }

    @Override
    protected VectorStore emptyStore() {
        return another();
    }

    @Override
    protected VectorStore emptyStoreThrough(URI through) {
        return open(through, DocumentedServer.KEY, Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        program().close();
    }

    @Test
    void a_wrong_key_is_said_and_not_shown() {
        VectorStore store = open(program().uri(), "a-wrong-key", LONG);

        assertThatThrownBy(store::counts)
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("doesn't let Freshet in")
                .hasMessageContaining("Correct freshet.store.")
                .hasMessageNotContaining("a-wrong-key");
    }

    @Test
    void a_collection_that_may_not_be_made_is_no_documents_fault() {
        VectorStore store = another();
        program().refusing(400);

        assertThatThrownBy(() -> write(store, 1))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("gives Freshet no collection")
                .hasMessageContaining("Correct the options that begin with freshet.store.");
    }

    @ParameterizedTest
    @CsvSource({"429", "500", "503"})
    void what_is_wrong_with_the_server_is_an_outage(int status) {
        VectorStore store = another();
        write(store, 1);
        program().refusing(status);

        assertThatThrownBy(() -> write(store, 1)).isInstanceOf(OutageException.class);
    }

    @ParameterizedTest
    @CsvSource({"400", "413"})
    void what_is_wrong_with_a_request_is_its_documents_fault(int status) {
        VectorStore store = another();
        write(store, 1);
        program().refusing(status, writes());

        assertThatThrownBy(() -> write(store, 1))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(OutageException.class);
    }
}
