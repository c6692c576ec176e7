package dev.freshet.store.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.contract.DocumentedStoreContract;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.remote.OutageException;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.DocumentedServer;
import dev.freshet.testing.MilvusServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Milvus's documented requests keep the contract of a store elsewhere. No real server answers here. */
class MilvusStoreTest extends DocumentedStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");
    private static final String COLLECTION = "freshet";

    private final MilvusServer server = MilvusServer.start();

    @Override
    protected MilvusServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return COLLECTION;
    }

    @Override
    protected String writes() {
        return "/entities/upsert";
    }

    @Override
    protected VectorStore open(URI address, String key, Duration timeout) {
        return new MilvusStore(new MilvusOptions(address, key, "default", COLLECTION, timeout));
    }

    @Test
    void a_database_that_is_not_there_is_said() {
        VectorStore store = new MilvusStore(new MilvusOptions(
                server.uri(), DocumentedServer.KEY, "no_such_database", COLLECTION, Duration.ofSeconds(30)));

        assertThatThrownBy(() -> write(store, 1))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("database not found");
    }

    @Test
    void what_is_too_long_is_the_documents_fault_and_named() {
        VectorStore store = another();
        List<Chunk> chunks = List.of(chunk(GUIDE, 0, "x".repeat(70_000)));

        assertThatThrownBy(() -> store.upsert(version(GUIDE), chunks, vectors(chunks)))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(OutageException.class)
                .hasMessageContaining("text exceeds max length");
    }

    @Test
    void long_metadata_is_cut_between_letters_and_whole_again() {
        VectorStore store = another();
        Chunk chunk = chunk(GUIDE, 0, "Restart the pump");
        String value = "x" + "👩‍🚒".repeat(9_000);

        store.upsert(version(GUIDE, null, Map.of("team", value)), List.of(chunk), vectors(List.of(chunk)));

        assertThat(find(store, "pump", 1))
                .singleElement()
                .satisfies(hit -> assertThat(hit.metadata()).containsExactly(Map.entry("team", value)));
    }

    @Test
    void what_others_keep_is_in_the_pages_in_the_order_of_ids() {
        VectorStore store = another();
        write(store, 20);
        List<String> theirs = List.of("0", "7fffffff", "8000", "Z", "zz", "ffffffff-ffff-ffff-ffff-ffffffffffff");
        theirs.forEach(id -> server.putTheirs(COLLECTION, id, vector("theirs")));

        List<String> all = new ArrayList<>();
        List<StoredChunk> page = store.page("", 4);
        while (!page.isEmpty()) {
            page.forEach(chunk -> all.add(chunk.id()));
            page = store.page(all.get(all.size() - 1), 4);
        }

        assertThat(all).isSorted().hasSize(26).containsAll(theirs);
    }
}
