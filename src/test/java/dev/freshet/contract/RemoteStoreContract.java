package dev.freshet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.remote.OutageException;
import dev.freshet.store.SearchHit;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.FaultProxy.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a vector store in another process promises beyond that. */
public abstract class RemoteStoreContract extends VectorStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");

    @SuppressWarnings("NullAway.Init")
    private FaultProxy proxy;

    /** Where it listens. */
    protected abstract URI server();

    /** A new, empty store, which reaches its server through a port and waits a second or two for an answer. */
    protected abstract VectorStore emptyStoreThrough(URI through);

    @BeforeEach
    void startProxy() {
        proxy = FaultProxy.to(server());
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    private static List<Chunk> chunks(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> chunk(GUIDE, i, "Part number " + i))
                .toList();
    }

    @Test
    void away_in_the_middle_of_a_batch_is_an_outage_and_the_same_again_makes_it_whole() {
        List<Chunk> chunks = chunks(1_000);
        try (VectorStore store = emptyStoreThrough(proxy.uri())) {
            store.upsert(version(GUIDE), chunks.subList(0, 1), vectors(chunks));
            proxy.cutAfter(2_000);
            assertThatThrownBy(() -> store.upsert(version(GUIDE), chunks, vectors(chunks)))
                    .isInstanceOf(OutageException.class);
            proxy.does(Fault.NONE);

            store.upsert(version(GUIDE), chunks, vectors(chunks));

            assertThat(store.page("", 2_000)).hasSize(1_000);
        }
    }

    @Test
    void slow_is_not_down() {
        proxy.delays(Duration.ofMillis(30));
        List<Chunk> chunks = chunks(10);
        try (VectorStore store = emptyStoreThrough(proxy.uri())) {
            store.upsert(version(GUIDE), chunks, vectors(chunks));

            assertThat(find(store, "Part number 7", 1))
                    .extracting(SearchHit::text)
                    .containsExactly("Part number 7");
        }
    }

    @Test
    void out_of_reach_is_an_outage_of_every_call_and_passes() {
        List<Chunk> chunks = chunks(3);
        List<UUID> ids = chunks.stream().map(Chunk::id).toList();
        try (VectorStore store = emptyStoreThrough(proxy.uri())) {
            store.upsert(version(GUIDE), chunks, vectors(chunks));
            proxy.does(Fault.RESET);

            assertOutage(() -> store.upsert(version(GUIDE), chunks, vectors(chunks)));
            assertOutage(() -> store.describe(version(GUIDE), chunks));
            assertOutage(() -> store.remove(GUIDE, ids));
            assertOutage(() -> find(store, "Part", 1));
            assertOutage(store::counts);
            assertOutage(() -> store.held("docs", ids));
            assertOutage(() -> store.page("", 1));

            proxy.does(Fault.NONE);
            assertThat(find(store, "Part number 1", 3)).hasSize(3);
        }
    }

    @Test
    void silence_is_an_outage_after_the_time_limit() {
        List<Chunk> chunks = chunks(3);
        try (VectorStore store = emptyStoreThrough(proxy.uri())) {
            store.upsert(version(GUIDE), chunks, vectors(chunks));
            proxy.does(Fault.BLACK_HOLE);

            assertOutage(() -> store.upsert(version(GUIDE), chunks, vectors(chunks)));
            assertOutage(() -> find(store, "Part", 1));
        }
    }

    private static void assertOutage(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(OutageException.class);
    }
}
