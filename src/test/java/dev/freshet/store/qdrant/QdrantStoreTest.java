package dev.freshet.store.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.contract.RemoteStoreContract;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.remote.OutageException;
import dev.freshet.store.SearchHit;
import dev.freshet.store.VectorStore;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.testing.QdrantServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Qdrant's documented requests keep the contract of a store elsewhere. No real server answers here. */
class QdrantStoreTest extends RemoteStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");
    private static final String COLLECTION = "freshet";

    private final QdrantServer server = QdrantServer.start();
    private final QdrantStore store = new QdrantStore(options(server.uri(), 30));

    private static QdrantOptions options(URI address, int seconds) {
        return new QdrantOptions(address, QdrantServer.KEY, COLLECTION, Duration.ofSeconds(seconds));
    }

    @Override
    protected VectorStore emptyStore() {
        return store;
    }

    @Override
    protected URI server() {
        return server.uri();
    }

    @Override
    protected VectorStore emptyStoreThrough(URI through) {
        return new QdrantStore(options(through, 1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void write() {
        Chunk chunk = chunk(GUIDE, 0, "Restart the pump");
        store.upsert(version(GUIDE), List.of(chunk), vectors(List.of(chunk)));
    }

    @Test
    void points_of_others_are_neither_found_nor_counted() {
        write();
        ObjectNode theirs = new ObjectMapper()
                .createObjectNode()
                .put("id", UUID.randomUUID().toString());
        theirs.putArray("vector").addAll(JsonVectors.of(vector("theirs")));
        theirs.putObject("payload").put("text", "theirs");
        server.put(COLLECTION, theirs);

        assertThat(find("theirs", 5)).extracting(SearchHit::text).containsExactly("Restart the pump");
        assertThat(store.counts().chunks()).isEqualTo(1);
        assertThat(store.page("", 5)).hasSize(2);
    }

    @Test
    void a_collection_that_was_dropped_is_empty_and_comes_back() {
        write();
        server.drop(COLLECTION);

        assertThatThrownBy(this::write)
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("no collection freshet");
        write();
        assertThat(store.count("docs")).isEqualTo(1);

        server.drop(COLLECTION);
        assertThat(store.count("docs")).isZero();
        assertThat(find("Restart the pump", 5)).isEmpty();
        write();
        assertThat(store.count("docs")).isEqualTo(1);
    }

    @Test
    void two_that_begin_at_once_make_one_collection() {
        QdrantStore other = new QdrantStore(options(server.uri(), 30));
        List<Chunk> chunks = IntStream.range(0, 8)
                .mapToObj(i -> chunk(GUIDE, i, "Part number " + i))
                .toList();

        IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() ->
                        (i % 2 == 0 ? store : other).upsert(version(GUIDE), chunks.subList(i, i + 1), vectors(chunks))))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(store.count("docs")).isEqualTo(8);
    }

    @Test
    void vectors_of_another_length_are_said_and_the_collection_is_left_as_it_is() {
        write();
        List<String> before = server.contents(COLLECTION);
        QdrantStore other = new QdrantStore(options(server.uri(), 30));
        Chunk chunk = chunk(GUIDE, 0, "Restart the pump");

        assertThatThrownBy(() ->
                        other.upsert(version(GUIDE), List.of(chunk), Map.of(chunk.checksum(), new float[] {1, 0})))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("has vectors of 16 numbers, and the model gives 2")
                .hasMessageContaining("freshet.store.qdrant.collection");
        assertThat(server.contents(COLLECTION)).isEqualTo(before);
    }

    @Test
    void a_wrong_key_is_said_and_not_shown() {
        QdrantStore other =
                new QdrantStore(new QdrantOptions(server.uri(), "a-wrong-key", COLLECTION, Duration.ofSeconds(1)));

        assertThatThrownBy(other::counts)
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("Correct freshet.store.qdrant.key")
                .hasMessageNotContaining("a-wrong-key");
    }

    @Test
    void a_collection_that_may_not_be_made_is_no_documents_fault() {
        server.refusing(400);

        assertThatThrownBy(this::write)
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("gives Freshet no collection")
                .hasMessageContaining("Correct the options that begin with freshet.store.qdrant");
    }

    @ParameterizedTest
    @CsvSource({"429, true", "500, true", "503, true", "400, false", "413, false"})
    void what_is_wrong_with_the_server_is_an_outage_and_what_is_wrong_with_a_request_is_not(
            int status, boolean isOutage) {
        write();
        server.refusing(status);

        assertThatThrownBy(this::write)
                .satisfies(failure ->
                        assertThat(failure instanceof OutageException).isEqualTo(isOutage));
    }
}
