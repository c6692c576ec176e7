package dev.freshet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.Content;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Several;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.StoredChunk;
import dev.freshet.store.VectorStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a vector store promises. */
public abstract class VectorStoreContract {

    protected static final int DIMENSIONS = 16;
    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");

    private VectorStore store;

    /** A new, empty store. The subclass closes it. */
    protected abstract VectorStore emptyStore();

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    @Test
    void an_empty_store_has_no_answer() {
        assertThat(find("anything", 10)).isEmpty();
    }

    @Test
    void what_was_put_in_is_found_with_all_that_is_known_about_it() {
        DocumentVersion version = version(GUIDE, "The guide", Map.of("team", "ops"));
        Chunk chunk = chunk(GUIDE, 3, "Restart the pump");

        upsert(version, chunk);

        SearchHit hit = find("Restart the pump", 10).get(0);
        assertThat(hit.document()).isEqualTo(GUIDE);
        assertThat(hit.chunkId()).isEqualTo(chunk.id());
        assertThat(hit.text()).isEqualTo("Restart the pump");
        assertThat(hit.heading()).isEqualTo("Guide > Part");
        assertThat(hit.title()).isEqualTo("The guide");
        assertThat(hit.url()).isEqualTo("https://example.org/guide.md");
        assertThat(hit.page()).isEqualTo(2);
        assertThat(hit.metadata()).containsExactly(Map.entry("team", "ops"));
    }

    @Test
    void chunks_are_read_back_by_their_ids_with_all_that_a_copy_needs() {
        DocumentVersion version =
                version(GUIDE, "The guide", Map.of("team", "ops", "crew", Several.of(List.of("a", "b"))));
        Chunk first = chunk(GUIDE, 0, "Restart the pump");
        Chunk second = chunk(GUIDE, 1, "Oil the turbine");
        upsert(version, first, second);

        List<StoredChunk> found = store.chunks(List.of(second.id(), UUID.randomUUID()));

        assertThat(found).hasSize(1);
        StoredChunk chunk = found.get(0);
        assertThat(chunk.id()).isEqualTo(second.id().toString());
        assertThat(chunk.document()).isEqualTo(GUIDE);
        assertThat(chunk.ordinal()).isOne();
        assertThat(chunk.page()).isEqualTo(second.page());
        assertThat(chunk.position()).isEqualTo(second.position());
        assertThat(chunk.heading()).isEqualTo(second.heading());
        assertThat(chunk.text()).isEqualTo(second.text());
        assertThat(chunk.metadata()).isEqualTo(version.metadata());
        assertThat(chunk.vector()).hasSize(DIMENSIONS);
    }

    @Test
    void the_same_chunk_twice_is_there_once() {
        Chunk chunk = chunk(GUIDE, 0, "Restart the pump");

        upsert(version(GUIDE), chunk);
        upsert(version(GUIDE), chunk);

        assertThat(find("Restart the pump", 10)).hasSize(1);
    }

    @Test
    void a_chunk_with_a_known_id_is_replaced() {
        Chunk before = chunk(GUIDE, 0, "Restart the pump");
        Chunk after = new Chunk(before.id(), 0, checksum("Open the valve"), "", "Open the valve", 0, 0, 3);

        upsert(version(GUIDE), before);
        upsert(version(GUIDE), after);

        assertThat(find("Open the valve", 10)).extracting(SearchHit::text).containsExactly("Open the valve");
    }

    @Test
    void a_removed_chunk_is_gone_and_removing_it_again_is_no_error() {
        Chunk first = chunk(GUIDE, 0, "Restart the pump");
        Chunk second = chunk(GUIDE, 1, "Open the valve");
        upsert(version(GUIDE), first, second);
        find("Restart the pump", 10);

        store.remove(GUIDE, List.of(first.id()));
        store.remove(GUIDE, List.of(first.id(), UUID.randomUUID()));

        assertThat(find("Restart the pump", 10)).extracting(SearchHit::text).containsExactly("Open the valve");
    }

    @Test
    void those_of_some_ids_that_it_holds_for_a_source_are_counted() {
        Chunk first = chunk(GUIDE, 0, "Restart the pump");
        Chunk second = chunk(GUIDE, 1, "Open the valve");
        upsert(version(GUIDE), first, second);

        assertThat(store.held("docs", List.of(first.id(), UUID.randomUUID()))).isEqualTo(1);
        assertThat(store.held("docs", List.of(first.id(), second.id()))).isEqualTo(2);
        assertThat(store.held("others", List.of(first.id(), second.id()))).isZero();
        assertThat(store.held("docs", List.of())).isZero();
    }

    @Test
    void a_removed_chunk_may_come_back() {
        Chunk chunk = chunk(GUIDE, 0, "Restart the pump");
        upsert(version(GUIDE), chunk);
        store.remove(GUIDE, List.of(chunk.id()));

        upsert(version(GUIDE), chunk);

        assertThat(find("Restart the pump", 10)).hasSize(1);
    }

    @Test
    void describe_changes_what_is_said_about_a_chunk_and_nothing_else() {
        Chunk chunk = chunk(GUIDE, 0, "Restart the pump");
        upsert(version(GUIDE, "Draft", Map.of("team", "ops")), chunk);
        double score = find("Restart the pump", 10).get(0).score();
        Chunk moved = new Chunk(chunk.id(), 5, chunk.checksum(), chunk.heading(), chunk.text(), 9, 700, 3);

        store.describe(version(GUIDE, "Final", Map.of("team", "dev")), List.of(moved));

        SearchHit hit = find("Restart the pump", 10).get(0);
        assertThat(hit.title()).isEqualTo("Final");
        assertThat(hit.page()).isEqualTo(9);
        assertThat(hit.metadata()).containsEntry("team", "dev");
        assertThat(hit.text()).isEqualTo("Restart the pump");
        assertThat(hit.score()).isEqualTo(score);
        assertThat(find("Restart the pump", 10, Set.of(), Map.of("team", "ops")))
                .isEmpty();
    }

    @Test
    void describing_a_chunk_that_is_not_there_does_not_make_it() {
        store.describe(version(GUIDE), List.of(chunk(GUIDE, 0, "Restart the pump")));

        assertThat(find("Restart the pump", 10)).isEmpty();
    }

    @Test
    void a_filter_finds_as_many_as_there_are_however_bad_they_are() {
        List<Chunk> better = IntStream.range(0, 400)
                .mapToObj(i -> chunk(GUIDE, i, "Restart the pump " + i))
                .toList();
        store.upsert(version(GUIDE), better, vectors(better));
        DocumentKey wiki = new DocumentKey("wiki", "42");
        upsert(version(wiki, "Other", Map.of("team", "ops")), chunk(wiki, 0, "Cake"), chunk(wiki, 1, "Pump of cake"));

        assertThat(find("Restart the pump", 2, Set.of("wiki"), Map.of())).hasSize(2);
        assertThat(find("Restart the pump", 2, Set.of(), Map.of("team", "ops"))).hasSize(2);
        assertThat(find("Restart the pump", 2, Set.of("docs"), Map.of("team", "ops")))
                .isEmpty();
        assertThat(find("Restart the pump", 2, Set.of("docs", "wiki"), Map.of("team", "ops")))
                .hasSize(2);
        assertThat(find("Restart the pump", 2, Set.of("elsewhere"), Map.of())).isEmpty();
    }

    @Test
    void metadata_must_be_equal_in_every_name_that_is_asked_for() {
        upsert(version(GUIDE, null, Map.of("team", "ops", "lang", "de")), chunk(GUIDE, 0, "Restart the pump"));

        assertThat(find("pump", 5, Set.of(), Map.of("team", "ops", "lang", "de")))
                .hasSize(1);
        assertThat(find("pump", 5, Set.of(), Map.of("team", "ops", "lang", "en")))
                .isEmpty();
        assertThat(find("pump", 5, Set.of(), Map.of("team", "op"))).isEmpty();
        assertThat(find("pump", 5, Set.of(), Map.of("unknown", ""))).isEmpty();
    }

    @Test
    void a_list_is_found_by_each_of_its_entries_and_comes_back_as_it_was() {
        String access = Several.of(List.of("pilots", "crew"));
        upsert(version(GUIDE, null, Map.of("access", access)), chunk(GUIDE, 0, "Restart the pump"));

        assertThat(find("pump", 5, Set.of(), Map.of("access", "crew"))).hasSize(1);
        assertThat(find("pump", 5, Set.of(), Map.of("access", "pilots")))
                .singleElement()
                .satisfies(hit -> assertThat(hit.metadata()).containsExactly(Map.entry("access", access)));
        assertThat(find("pump", 5, Set.of(), Map.of("access", "pilots,crew"))).isEmpty();
        assertThat(find("pump", 5, Set.of(), Map.of("access", "pilot"))).isEmpty();
        assertThat(find("pump", 5, Set.of(), Map.of("access", ""))).isEmpty();
    }

    @Test
    void a_batch_of_a_thousand_goes_in_and_out() {
        List<Chunk> chunks = IntStream.range(0, 1_000)
                .mapToObj(i -> chunk(GUIDE, i, "Part number " + i))
                .toList();

        store.upsert(version(GUIDE), chunks, vectors(chunks));

        assertThat(find("Part number 77", 1_000)).hasSize(1_000);
        store.remove(GUIDE, chunks.stream().map(Chunk::id).toList());
        assertThat(find("Part number 77", 1_000)).isEmpty();
    }

    @Test
    void the_order_is_that_of_an_exact_search() {
        List<Chunk> chunks = IntStream.range(0, 3_000)
                .mapToObj(i -> chunk(GUIDE, i, "Part number " + i))
                .toList();
        store.upsert(version(GUIDE), chunks, vectors(chunks));
        float[] query = vector("a question");

        List<SearchHit> hits = store.search(new SearchQuery("", query, 50, Set.of(), Map.of()));

        List<UUID> exact = chunks.stream()
                .sorted(Comparator.comparingDouble((Chunk chunk) -> -dot(query, vector(chunk.checksum()))))
                .map(Chunk::id)
                .toList();
        List<UUID> found = hits.stream().map(SearchHit::chunkId).toList();
        assertThat(found).hasSize(50).isSortedAccordingTo(Comparator.comparingInt(exact::indexOf));
        assertThat(found.stream().filter(exact.subList(0, 50)::contains).count())
                .isGreaterThanOrEqualTo(50 - mayMissOf50());
    }

    /** How many of the best 50 of 3,000 chunks a search may miss. */
    protected int mayMissOf50() {
        return 0;
    }

    @Test
    void documents_and_chunks_are_counted_in_all_and_by_source() {
        DocumentKey wiki = new DocumentKey("wiki", "42");
        DocumentKey other = new DocumentKey("docs", "other.md");
        upsert(version(GUIDE), chunk(GUIDE, 0, "Restart the pump"), chunk(GUIDE, 1, "Open the valve"));
        upsert(version(other), chunk(other, 0, "Close the valve"));
        upsert(version(wiki), chunk(wiki, 0, "Cake"));

        StoreCounts counts = store.counts();

        assertThat(counts.documents()).isEqualTo(3);
        assertThat(counts.chunks()).isEqualTo(4);
        assertThat(counts.bySource())
                .containsExactly(
                        Map.entry("docs", new StoreCounts.OfSource(2, 3)),
                        Map.entry("wiki", new StoreCounts.OfSource(1, 1)));
        assertThat(store.count("docs")).isEqualTo(3);
        assertThat(store.count("nothing")).isZero();
    }

    @Test
    void an_empty_store_counts_nothing_and_loses_nothing() {
        store.remove(GUIDE, List.of(UUID.randomUUID()));

        assertThat(store.counts().chunks()).isZero();
        assertThat(store.count("docs")).isZero();
        assertThat(store.held("docs", List.of(UUID.randomUUID()))).isZero();
        assertThat(store.page("", 10)).isEmpty();
        assertThat(store.flaws()).isEmpty();
    }

    @Test
    void chunks_with_equal_scores_come_in_the_order_of_their_ids() {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            DocumentKey copy = new DocumentKey("docs", "copy-" + i);
            chunks.add(chunk(copy, 0, "The same licence text"));
            upsert(version(copy), chunks.get(i));
        }

        List<SearchHit> hits = find("licence", 7);

        assertThat(hits)
                .extracting(hit -> hit.chunkId().toString())
                .containsExactlyElementsOf(chunks.stream()
                        .map(chunk -> chunk.id().toString())
                        .sorted()
                        .limit(7)
                        .toList());
    }

    @Test
    void any_unicode_comes_back_as_it_went_in() {
        String text = "Größe \u0645\u0631\u062d\u0628\u0627 日本語 👩‍🚒 e\u0301 \u0000 end";
        DocumentKey key = new DocumentKey("döcs", "ordner/ä ö 日本.md");
        upsert(version(key, "日本 👍", Map.of("größe", "👍")), chunk(key, 0, text));

        SearchHit hit = find(text, 1, Set.of("döcs"), Map.of("größe", "👍")).get(0);

        assertThat(hit.text()).isEqualTo(text);
        assertThat(hit.document()).isEqualTo(key);
        assertThat(hit.title()).isEqualTo("日本 👍");
    }

    @Test
    void quotes_and_wildcards_in_ids_are_letters_like_others() {
        DocumentKey odd = new DocumentKey("a'b\"c", "it's \"%_*;--.md");
        Chunk chunk = chunk(odd, 0, "Restart the pump");
        upsert(version(odd, "'\"", Map.of("a.b\"'", "$'\"")), chunk);

        assertThat(find("pump", 5, Set.of("a'b\"c"), Map.of("a.b\"'", "$'\""))).hasSize(1);
        store.remove(odd, List.of(chunk.id()));
        assertThat(find("pump", 5)).isEmpty();
    }

    @Test
    void metadata_may_be_as_long_as_a_document() {
        String value = "x".repeat(100_000);
        upsert(version(GUIDE, null, Map.of("long", value)), chunk(GUIDE, 0, "Restart the pump"));

        assertThat(find("pump", 5, Set.of(), Map.of("long", value))).hasSize(1);
    }

    @Test
    void everything_comes_once_in_pages_in_the_order_of_ids() {
        List<Chunk> chunks = IntStream.range(0, 25)
                .mapToObj(i -> chunk(GUIDE, i, "Part number " + i))
                .toList();
        store.upsert(version(GUIDE), chunks, vectors(chunks));

        List<StoredChunk> all = new ArrayList<>();
        List<StoredChunk> page = store.page("", 10);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = store.page(page.get(page.size() - 1).id(), 10);
        }

        assertThat(all)
                .extracting(StoredChunk::id)
                .containsExactlyElementsOf(chunks.stream()
                        .map(chunk -> chunk.id().toString())
                        .sorted()
                        .toList());
        assertThat(store.page(all.get(4).id(), 3))
                .extracting(StoredChunk::id)
                .containsExactly(all.get(5).id(), all.get(6).id(), all.get(7).id());
        assertThat(store.page(all.get(24).id(), 3)).isEmpty();
    }

    @Test
    void a_page_has_all_that_a_comparison_needs() {
        Chunk chunk = chunk(GUIDE, 3, "Größe of the pump 👩‍🚒");
        upsert(version(GUIDE, "The guide", Map.of()), chunk);

        StoredChunk stored = store.page("", 2).get(0);

        assertThat(stored.document()).isEqualTo(GUIDE);
        assertThat(stored.ordinal()).isEqualTo(3);
        assertThat(stored.title()).isEqualTo("The guide");
        assertThat(stored.url()).isEqualTo("https://example.org/guide.md");
        assertThat(stored.checksum()).isEqualTo(checksum(chunk.embeddedText()));
        assertThat(stored.vector()).isEqualTo(vector(chunk.checksum()));
    }

    @Test
    void what_was_there_all_the_while_is_in_one_page_whatever_is_written_between_pages() {
        List<Chunk> chunks = IntStream.range(0, 20)
                .mapToObj(i -> chunk(GUIDE, i, "Part number " + i))
                .sorted(Comparator.comparing(chunk -> chunk.id().toString()))
                .toList();
        store.upsert(version(GUIDE), chunks, vectors(chunks));

        List<StoredChunk> first = store.page("", 10);
        store.remove(GUIDE, List.of(chunks.get(3).id(), chunks.get(15).id()));
        List<Chunk> added = List.of(chunk(GUIDE, 30, "Added"), chunk(GUIDE, 31, "Added, too"));
        store.upsert(version(GUIDE), added, vectors(added));
        List<String> second =
                store.page(first.get(9).id(), 20).stream().map(StoredChunk::id).toList();

        assertThat(second)
                .containsAll(chunks.subList(10, 20).stream()
                        .filter(chunk -> !chunk.equals(chunks.get(15)))
                        .map(chunk -> chunk.id().toString())
                        .toList())
                .doesNotContainAnyElementsOf(first.stream().map(StoredChunk::id).toList());
    }

    protected List<SearchHit> find(String text, int limit) {
        return find(text, limit, Set.of(), Map.of());
    }

    protected static List<SearchHit> find(VectorStore store, String text, int limit) {
        return store.search(new SearchQuery(text, vector(checksum(text)), limit, Set.of(), Map.of()));
    }

    private List<SearchHit> find(String text, int limit, Set<String> sources, Map<String, String> metadata) {
        return store.search(new SearchQuery(text, vector(checksum(text)), limit, sources, metadata));
    }

    private void upsert(DocumentVersion version, Chunk... chunks) {
        store.upsert(version, List.of(chunks), vectors(List.of(chunks)));
    }

    protected static DocumentVersion version(DocumentKey key) {
        return version(key, "Title", Map.of());
    }

    protected static DocumentVersion version(DocumentKey key, @Nullable String title, Map<String, String> metadata) {
        return new DocumentVersion(
                key,
                "f1",
                checksum("content"),
                "r1",
                "guide.md",
                title,
                "https://example.org/guide.md",
                null,
                new TreeMap<>(metadata));
    }

    protected static Chunk chunk(DocumentKey key, int ordinal, String text) {
        String checksum = checksum(text);
        return new Chunk(
                new ChunkIds(key).next(checksum), ordinal, checksum, "Guide > Part", text, 2, ordinal * 100, 3);
    }

    protected static Map<String, float[]> vectors(List<Chunk> chunks) {
        Map<String, float[]> vectors = new HashMap<>();
        chunks.forEach(chunk -> vectors.put(chunk.checksum(), vector(chunk.checksum())));
        return vectors;
    }

    /** A vector of length 1 that only depends on the text. */
    protected static float[] vector(String text) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    private static String checksum(String text) {
        return Content.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
