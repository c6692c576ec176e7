package dev.freshet.store.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.freshet.contract.RemoteStoreContract;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.VectorStore;
import dev.freshet.testing.PostgresServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL keeps the contract of a store elsewhere, and gives other programs what they need. */
class PgvectorStoreTest extends RemoteStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final PostgresServer server = PostgresServer.get();
    private final PgvectorOptions options = server.options();
    private final PgvectorStore store = new PgvectorStore(options);

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
        return new PgvectorStore(
                PostgresServer.options(PostgresServer.through(through), PostgresServer.newName(), SHORT));
    }

    /** Its index finds the nearest with near certainty. */
    @Override
    protected int mayMissOf50() {
        return 2;
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void write(int number) {
        List<Chunk> chunks = IntStream.range(0, number)
                .mapToObj(i -> chunk(GUIDE, i, "Part number " + i))
                .toList();
        store.upsert(version(GUIDE), chunks, vectors(chunks));
    }

    @Test
    void a_question_makes_no_table() {
        assertThat(find("anything", 10)).isEmpty();

        assertThat(server.column("SELECT to_regclass('" + options.table() + "')"))
                .containsExactly("null");
    }

    @Test
    void words_are_found_whatever_stands_around_them() {
        Chunk named = chunk(GUIDE, 0, "Set freshet.queue-size in conf/application.properties");
        Chunk other = chunk(GUIDE, 1, "Something else");
        store.upsert(version(GUIDE), List.of(named, other), vectors(List.of(named, other)));

        for (String word : List.of("PROPERTIES", "queue", "conf", "the \"size\"; of it")) {
            assertThat(words(word)).extracting(SearchHit::text).first().isEqualTo(named.text());
        }
    }

    /** With a vector that is as far from all of them. */
    private List<SearchHit> words(String text) {
        return store.search(new SearchQuery(text, new float[DIMENSIONS], 5, Set.of(), Map.of()));
    }

    @Test
    void a_rare_word_counts_for_more_than_common_ones() {
        List<Chunk> chunks = IntStream.range(0, 50)
                .mapToObj(i -> chunk(GUIDE, i, i == 30 ? "Valve of the turbine" : "Valve and valve and pump " + i))
                .toList();
        store.upsert(version(GUIDE), chunks, vectors(chunks));

        assertThat(words("valve pump turbine"))
                .extracting(SearchHit::text)
                .first()
                .isEqualTo("Valve of the turbine");
    }

    @Test
    void a_server_that_was_started_anew_is_no_failure() {
        write(3);
        server.endConnections();

        assertThatCode(() -> find("Part number 1", 3)).doesNotThrowAnyException();
    }

    @Test
    void a_table_that_was_dropped_is_empty_and_comes_back_with_the_next_write() {
        write(3);
        server.execute("DROP TABLE " + options.table());

        assertThat(store.count("docs")).isZero();
        store.remove(GUIDE, List.of(chunk(GUIDE, 0, "Part number 0").id()));
        write(3);

        assertThat(store.count("docs")).isEqualTo(3);
    }

    @Test
    void rows_that_others_keep_in_the_table_are_not_counted_found_or_touched() {
        write(1);
        server.execute("INSERT INTO " + options.table() + " (embedding_id, embedding, text, metadata)"
                + " SELECT gen_random_uuid(), embedding, 'theirs', '[]' FROM " + options.table());

        assertThat(store.counts().chunks()).isEqualTo(1);
        assertThat(find("theirs", 5)).extracting(SearchHit::text).containsExactly("Part number 0");
        assertThat(store.page("", 5)).hasSize(2);
    }

    @Test
    void an_index_that_is_lacking_is_a_flaw_and_a_repair_makes_it() {
        write(3);
        server.execute("DROP INDEX " + options.table() + "_embedding");
        assertThat(store.flaws())
                .singleElement()
                .asString()
                .contains("lacks the index " + options.table() + "_embedding");

        store.mend();

        assertThat(store.flaws()).isEmpty();
    }

    @Test
    void tables_may_be_in_a_schema() {
        String schema = PostgresServer.newName();
        server.execute("CREATE SCHEMA " + schema);
        try (PgvectorStore other = new PgvectorStore(
                PostgresServer.options(server.uri().toString(), schema + ".chunks", Duration.ofSeconds(30)))) {
            Chunk chunk = chunk(GUIDE, 0, "Restart the pump");
            other.upsert(version(GUIDE), List.of(chunk), vectors(List.of(chunk)));

            assertThat(other.flaws()).isEmpty();
            assertThat(find(other, "pump", 1)).hasSize(1);
        }
    }

    @Test
    void long_vectors_have_an_index_of_half_the_size_and_very_long_ones_none() {
        for (int dimensions : List.of(3_000, 5_000)) {
            try (PgvectorStore other = new PgvectorStore(server.options())) {
                Chunk chunk = chunk(GUIDE, 0, "Restart the pump");
                float[] vector = new float[dimensions];
                vector[7] = 1;
                other.upsert(version(GUIDE), List.of(chunk), Map.of(chunk.checksum(), vector));

                assertThat(other.flaws()).isEmpty();
                assertThat(other.search(new SearchQuery("", vector, 1, Set.of(), Map.of())))
                        .hasSize(1);
            }
        }
    }
}
