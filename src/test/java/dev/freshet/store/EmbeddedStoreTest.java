package dev.freshet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.contract.VectorStoreContract;
import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.state.Database;
import dev.freshet.state.VectorSet;
import dev.freshet.state.VectorSets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedStoreTest extends VectorStoreContract {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init") // the contract calls emptyStore() before each test
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    @Override
    protected EmbeddedStore emptyStore() {
        database = Database.open(home.resolve("freshet.db"));
        store = new EmbeddedStore(database);
        return store;
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_was_stored_is_there_after_opening_again() {
        put(GUIDE, "Restart the pump", "Open the valve");
        database.close();

        database = Database.open(home.resolve("freshet.db"));
        store = new EmbeddedStore(database);

        assertThat(search("valve", 5)).extracting(SearchHit::text).first().isEqualTo("Open the valve");
        assertThat(search("valve", 5)).hasSize(2);
    }

    @Test
    void what_another_process_wrote_is_found() {
        put(GUIDE, "Restart the pump");
        assertThat(search("pump", 5)).hasSize(1);

        try (Database other = Database.open(home.resolve("freshet.db"))) {
            EmbeddedStore otherStore = new EmbeddedStore(other);
            List<Chunk> added = chunks(GUIDE, "Open the valve");
            otherStore.upsert(version(GUIDE), added, vectors(added));
            otherStore.remove(GUIDE, List.of(chunk(GUIDE, 0, "Restart the pump").id()));
        }

        assertThat(search("pump", 5)).extracting(SearchHit::text).containsExactly("Open the valve");
    }

    @Test
    void a_write_that_was_undone_is_never_found() {
        put(GUIDE, "Restart the pump");

        assertThatThrownBy(() -> database.writing(handle -> {
                    put(GUIDE, "Open the valve");
                    assertThat(search("valve", 5)).hasSize(2);
                    throw new IllegalStateException("half-way");
                }))
                .hasMessage("half-way");

        assertThat(search("valve", 5)).extracting(SearchHit::text).containsExactly("Restart the pump");
        assertThat(textRows("valve")).isZero();
    }

    @Test
    void describe_leaves_rows_alone_that_are_as_they_should_be() {
        put(GUIDE, "Restart the pump", "Open the valve");
        long before = revision();

        store.describe(version(GUIDE), chunks(GUIDE, "Restart the pump", "Open the valve"));

        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void the_full_text_follows_a_new_title() {
        put(GUIDE, "Restart the pump");

        store.describe(version(GUIDE, "Emergency", Map.of()), chunks(GUIDE, "Restart the pump"));

        assertThat(textRows("emergency")).isEqualTo(1);
        assertThat(textRows("title")).isZero();
        assertThat(textRows("pump")).isEqualTo(1);
    }

    @Test
    void the_full_text_is_sound_after_many_changes() {
        for (int round = 0; round < 5; round++) {
            int version = round;
            put(
                    GUIDE,
                    IntStream.range(0, 50)
                            .mapToObj(i -> "Round " + version + " part " + i)
                            .toArray(String[]::new));
            store.describe(version(GUIDE, "Title " + round, Map.of()), chunks(GUIDE, "Round 0 part 0"));
            store.remove(
                    GUIDE,
                    List.of(chunk(GUIDE, 3, "Round " + version + " part 3").id()));
        }

        database.writing(
                handle -> handle.execute("INSERT INTO store_text (store_text, rank) VALUES ('integrity-check', 1)"));
        assertThat(store.counts().chunks()).isEqualTo(5 * 49);
    }

    @Test
    void documents_and_chunks_are_counted_by_source() {
        put(GUIDE, "Restart the pump", "Open the valve");
        put(new DocumentKey("docs", "other.md"), "Other");
        put(new DocumentKey("wiki", "42"), "Wiki");

        StoreCounts counts = store.counts();

        assertThat(counts.documents()).isEqualTo(3);
        assertThat(counts.chunks()).isEqualTo(4);
        assertThat(counts.bySource())
                .containsExactly(
                        Map.entry("docs", new StoreCounts.OfSource(2, 3)),
                        Map.entry("wiki", new StoreCounts.OfSource(1, 1)));
    }

    @Test
    void vectors_of_another_model_are_found_by_their_text_until_they_are_replaced() {
        put(GUIDE, "Restart the pump");

        List<SearchHit> hits = store.search(new SearchQuery("pump", new float[] {1, 0, 0}, 5, Set.of(), Map.of()));

        assertThat(hits).extracting(SearchHit::text).containsExactly("Restart the pump");
        assertThat(store.search(new SearchQuery("cake", new float[] {1, 0, 0}, 5, Set.of(), Map.of())))
                .isEmpty();
        assertThat(search("cake", 5)).hasSize(1);
    }

    static List<String> whateverPeopleType() {
        return List.of(
                "",
                " ",
                "\"",
                "\"\"\"",
                "'",
                "*",
                "pump*",
                "-pump",
                "title:pump",
                "NEAR(pump valve)",
                "AND",
                "OR NOT",
                "pump AND",
                "(pump",
                "^pump",
                "{title} : pump",
                "pump + valve",
                "a\\b/c",
                "!?…—.,;",
                "👩‍🚒🔥",
                "日本語",
                "e\u0301 \u0301",
                "\uD800 \uE000 \u0000",
                "the and of",
                "pump ".repeat(2_000),
                IntStream.range(0, 2_000).mapToObj(i -> "w" + i).reduce("", (all, word) -> all + " " + word));
    }

    @ParameterizedTest
    @MethodSource("whateverPeopleType")
    void nothing_that_people_type_is_an_error(String typed) {
        put(GUIDE, "Restart the pump", "Open the valve and the title");

        assertThat(search(typed, 5)).hasSize(2);
    }

    @Test
    void words_count_in_the_text_the_heading_and_the_title_in_any_form() {
        put(GUIDE, "Restarting the pumps", "Größe ändern");

        assertThat(FullText.expression(QueryWords.of("The Pump"))).isEqualTo("\"pump\"");
        assertThat(textRows("restarted")).isEqualTo(1);
        assertThat(textRows("andern")).isEqualTo(1);
        assertThat(textRows("part")).isEqualTo(2);
        assertThat(FullText.expression(QueryWords.of("the of"))).isEqualTo("\"the\" OR \"of\"");
    }

    @Test
    void readers_see_a_document_whole_and_of_one_version_while_it_is_updated() throws Exception {
        int parts = 5;
        replace(0, parts);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(() -> readUntil(done, parts)));
            }
            for (int version = 1; version <= 200; version++) {
                replace(version, parts);
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private int readUntil(AtomicBoolean done, int parts) {
        int searches = 0;
        do {
            List<SearchHit> hits = search("version", 50);
            assertThat(hits).hasSize(parts);
            String version = String.valueOf(hits.get(0).title()).replace("Title ", "version ");
            assertThat(hits)
                    .extracting(SearchHit::title)
                    .containsOnly(hits.get(0).title());
            assertThat(hits).allSatisfy(hit -> assertThat(hit.text()).startsWith(version + " part"));
            searches++;
        } while (!done.get());
        return searches;
    }

    private void replace(int version, int parts) {
        database.writing(handle -> {
            List<Chunk> added = chunks(GUIDE, texts(version, parts));
            store.upsert(version(GUIDE, "Title " + version, Map.of()), added, vectors(added));
            store.remove(
                    GUIDE,
                    chunks(GUIDE, texts(version - 1, parts)).stream()
                            .map(Chunk::id)
                            .toList());
        });
    }

    private static VectorSet set(String recipe) {
        return new VectorSet(0, recipe, "model", DIMENSIONS, 64, 0, Map.of());
    }

    @Test
    void a_new_set_is_found_from_the_switch_on_and_a_question_to_the_old_one_is_told_so() {
        EmbeddedSets sets = new EmbeddedSets(database);
        sets.require(set("a"), Instant.now());
        put(GUIDE, "Restart the pump");
        long old = new VectorSets(database).serving().orElseThrow().id();
        sets.require(set("b"), Instant.now());
        put(GUIDE, "Open the valve");

        assertThat(search("valve", 5)).extracting(SearchHit::text).containsExactly("Restart the pump");
        sets.finish(List.of());

        assertThat(search("valve", 5)).extracting(SearchHit::text).containsExactly("Open the valve");
        assertThat(textRows("pump")).isZero();
        assertThat(store.search(old, new SearchQuery("valve", vector("valve"), 5, Set.of(), Map.of())))
                .isEmpty();
    }

    @Test
    void the_removal_of_an_old_set_that_was_cut_short_goes_on_at_the_next_start() {
        EmbeddedSets sets = new EmbeddedSets(database);
        sets.require(set("a"), Instant.now());
        put(GUIDE, texts(1, 2_500));
        sets.require(set("b"), Instant.now());
        put(GUIDE, "Open the valve");
        database.writing(handle -> {
            new VectorSets(database).switchOver();
            SetTables.switchOver(handle);
        });
        boolean begun = database.write(SetTables::empty);
        assertThat(begun).isTrue();

        new EmbeddedSets(database).require(set("b"), Instant.now());

        long left = database.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%\\_old%' ESCAPE '\\'")
                .mapTo(long.class)
                .one());
        assertThat(left).isZero();
        assertThat(search("valve", 5)).extracting(SearchHit::text).containsExactly("Open the valve");
        assertThat(store.flaws()).isEmpty();
    }

    private static String[] texts(int version, int parts) {
        return IntStream.range(0, parts)
                .mapToObj(i -> "version " + version + " part " + i)
                .toArray(String[]::new);
    }

    private void put(DocumentKey key, String... texts) {
        List<Chunk> chunks = chunks(key, texts);
        store.upsert(version(key), chunks, vectors(chunks));
    }

    private static List<Chunk> chunks(DocumentKey key, String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> chunk(key, i, texts[i]))
                .toList();
    }

    private List<SearchHit> search(String text, int limit) {
        return find(text, limit, store);
    }

    private static List<SearchHit> find(String text, int limit, VectorStore store) {
        return store.search(new SearchQuery(text, vector(text), limit, Set.of(), Map.of()));
    }

    private long revision() {
        return database.read(handle -> handle.createQuery("SELECT revision FROM store_revision")
                .mapTo(Long.class)
                .one());
    }

    private int textRows(String expression) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM store_text WHERE store_text MATCH ?")
                .bind(0, expression)
                .mapTo(Integer.class)
                .one());
    }
}
