package dev.freshet.store.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.contract.CollectionStoreContract;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.remote.OutageException;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.VectorStore;
import dev.freshet.store.rest.IdOrder;
import dev.freshet.testing.ChromaServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Chroma keeps the contract of a store elsewhere. */
class ChromaStoreTest extends CollectionStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ChromaServer server = ChromaServer.get();
    private final String name = ChromaServer.newName();
    private final ChromaStore store = open(name);

    private ChromaStore open(String collection) {
        return new ChromaStore(ChromaServer.options(server.uri(), collection, LONG));
    }

    @Override
    protected VectorStore emptyStore() {
        return store;
    }

    @Override
    protected ChromaServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return name;
    }

    @Override
    protected VectorStore another() {
        return open(name);
    }

    @Override
    protected VectorStore emptyStoreThrough(URI through) {
        return new ChromaStore(ChromaServer.options(through, ChromaServer.newName(), Duration.ofSeconds(2)));
    }

    /** Its index finds the nearest with near certainty. */
    @Override
    protected int mayMissOf50() {
        return 2;
    }

    private static List<Chunk> chunks(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> chunk(GUIDE, i, "Part number " + i))
                .toList();
    }

    @Test
    void metadata_that_a_document_has_no_more_is_gone_after_a_new_write() {
        Chunk chunk = chunk(GUIDE, 0, "Restart the pump");
        store.upsert(version(GUIDE, "The guide", Map.of("team", "ops")), List.of(chunk), vectors(List.of(chunk)));

        store.upsert(version(GUIDE, null, Map.of("lang", "de")), List.of(chunk), vectors(List.of(chunk)));

        assertThat(filtered(Map.of("team", "ops"))).isEmpty();
        assertThat(filtered(Map.of("lang", "de")))
                .singleElement()
                .satisfies(hit -> assertThat(hit.title()).isNull())
                .satisfies(hit -> assertThat(hit.metadata()).containsExactly(Map.entry("lang", "de")));
    }

    private List<SearchHit> filtered(Map<String, String> metadata) {
        return store.search(new SearchQuery("", vector("pump"), 5, Set.of(), metadata));
    }

    @Test
    void a_collection_that_another_process_made_anew_is_found_under_its_new_id() {
        write(store, 3);
        server.drop(name);
        ChromaStore other = open(name);
        List<Chunk> chunks = chunks(2);
        other.upsert(version(GUIDE), chunks, vectors(chunks));

        assertThat(store.count("docs")).isEqualTo(2);
        write(store, 3);
        assertThat(other.count("docs")).isEqualTo(3);
    }

    @Test
    void a_database_that_is_not_there_is_said() {
        ChromaStore other =
                new ChromaStore(new ChromaOptions(server.uri(), "", "default_tenant", "no_such_database", name, LONG));
        Chunk chunk = chunk(GUIDE, 0, "Restart the pump");

        assertThatThrownBy(() -> other.upsert(version(GUIDE), List.of(chunk), vectors(List.of(chunk))))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("Database [no_such_database] does not exist")
                .hasMessageContaining("Correct the options that begin with freshet.store.chroma");
    }

    @ParameterizedTest
    @ValueSource(strings = {"l2", "cosine"})
    void a_collection_with_another_distance_gives_the_same_scores(String space) {
        String other = ChromaServer.newName();
        server.create(other, space);
        List<Chunk> chunks = chunks(20);
        ChromaStore made = open(other);
        made.upsert(version(GUIDE), chunks, vectors(chunks));
        write(store, 20);

        List<SearchHit> expected = find("Part number 7", 5);
        List<SearchHit> found = find(made, "Part number 7", 5);

        assertThat(found).extracting(SearchHit::chunkId).containsExactlyElementsOf(ids(expected));
        assertThat(found.get(1).score()).isCloseTo(expected.get(1).score(), within(1e-5));
    }

    private static List<UUID> ids(List<SearchHit> hits) {
        return hits.stream().map(SearchHit::chunkId).toList();
    }

    @Test
    void what_others_keep_is_in_the_pages_in_the_order_of_ids() {
        write(store, 20);
        List<String> theirs = List.of("0", "7fffffff", "8000", "Z", "zz", "ä", "ffffffff-ffff-ffff-ffff-ffffffffffff");
        theirs.forEach(id -> server.putTheirs(name, id, vector("theirs")));
        List<String> expected = new ArrayList<>(server.ids(name));
        expected.sort(IdOrder.BY_BYTES);

        List<String> all = new ArrayList<>();
        List<StoredChunk> page = store.page("", 4);
        while (!page.isEmpty()) {
            page.forEach(chunk -> all.add(chunk.id()));
            page = store.page(all.get(all.size() - 1), 4);
        }

        assertThat(all).isEqualTo(expected).hasSize(27);
    }
}
