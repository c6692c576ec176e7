package dev.freshet.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.Content;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.state.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rounded vectors in memory never change an answer: it is that of a scan of all vectors as they are stored. */
class ExactSearchTest {

    private static final int COUNT = 1_500;
    private static final int LIMIT = 120;

    /** Data that make it hard. */
    private enum Data {
        RANDOM(384),
        NEAR_TIES(384),
        EQUAL(64),
        ONE_LARGE_COMPONENT(384),
        ODD_LENGTH(7),
        ONE_DIMENSION(1),
        NOT_OF_LENGTH_1(100),
        TINY(33);

        private final int dimensions;

        Data(int dimensions) {
            this.dimensions = dimensions;
        }

        List<float[]> vectors(Random random) {
            float[] centre = gaussian(dimensions, random);
            return IntStream.range(0, COUNT)
                    .mapToObj(i -> vector(i, centre, random))
                    .toList();
        }

        private float[] vector(int i, float[] centre, Random random) {
            float[] vector = gaussian(dimensions, random);
            return switch (this) {
                case RANDOM, ODD_LENGTH, ONE_DIMENSION -> unit(vector);
                case NEAR_TIES -> unit(plus(centre, vector, 1e-6f * (i % 40)));
                case EQUAL -> unit(i % 3 == 0 ? centre : vector);
                case ONE_LARGE_COMPONENT -> {
                    vector[i % dimensions] = 500;
                    yield unit(vector);
                }
                case NOT_OF_LENGTH_1 -> plus(new float[dimensions], vector, i % 50);
                case TINY -> plus(new float[dimensions], vector, 1e-30f);
            };
        }
    }

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    private final Random random = new Random(7);

    @BeforeEach
    void open() {
        database = Database.open(home.resolve("freshet.db"));
        store = new EmbeddedStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_is_that_of_a_scan_of_the_stored_vectors(Data data) {
        List<Stored> all = put("docs", data.vectors(random));

        for (int i = 0; i < 10; i++) {
            float[] query = i % 2 == 0
                    ? gaussian(data.dimensions, random)
                    : all.get(random.nextInt(COUNT)).vector();
            assertThat(ids(query, Set.of())).isEqualTo(scan(all, query));
        }
    }

    @Test
    void so_it_is_behind_a_filter() {
        put("docs", Data.NEAR_TIES.vectors(random));
        List<Stored> wiki = put("wiki", Data.NEAR_TIES.vectors(random));

        float[] query = wiki.get(5).vector();

        assertThat(ids(query, Set.of("wiki"))).isEqualTo(scan(wiki, query));
    }

    @Test
    void so_it_is_after_changes_and_removals_of_a_store_that_was_searched() {
        List<Stored> all = new ArrayList<>(put("docs", Data.RANDOM.vectors(random)));
        float[] query = all.get(0).vector();
        ids(query, Set.of());

        store.remove(
                new DocumentKey("docs", "a.md"),
                all.subList(0, 400).stream().map(Stored::id).toList());
        all.subList(0, 400).clear();
        all.addAll(put("wiki", Data.RANDOM.vectors(random)));

        assertThat(ids(query, Set.of())).isEqualTo(scan(all, query));
    }

    @Test
    void vectors_and_questions_that_are_no_numbers_are_near_to_nothing() {
        List<float[]> vectors = new ArrayList<>(Data.RANDOM.vectors(random));
        List<Stored> sound = put("docs", vectors);
        float[] broken = vectors.get(0).clone();
        broken[3] = Float.NaN;
        float[] endless = vectors.get(0).clone();
        endless[3] = Float.POSITIVE_INFINITY;
        put("wiki", List.of(broken, endless));

        assertThat(ids(vectors.get(0), Set.of())).isEqualTo(scan(sound, vectors.get(0)));
        assertThat(ids(broken, Set.of())).isEmpty();
        assertThat(ids(endless, Set.of())).isEmpty();
    }

    @Test
    void a_question_of_nothing_is_equally_far_from_all() {
        List<Stored> all = put("docs", Data.RANDOM.vectors(random));

        assertThat(ids(new float[384], Set.of())).isEqualTo(scan(all, new float[384]));
    }

    @ParameterizedTest
    @EnumSource
    void the_true_score_lies_between_the_bounds_of_a_block(Data data) {
        List<float[]> vectors = data.vectors(random).subList(0, VectorBlock.SIZE);
        VectorBlock block = new VectorBlock(data.dimensions);
        for (int slot = 0; slot < VectorBlock.SIZE; slot++) {
            block.put(slot, slot + 1, new Facet("docs", "{}"), vectors.get(slot));
        }
        float[] least = new float[VectorBlock.SIZE];
        float[] most = new float[VectorBlock.SIZE];

        for (IntFunction<float[]> queries : List.<IntFunction<float[]>>of(
                i -> gaussian(data.dimensions, random), vectors::get, i -> new float[data.dimensions])) {
            for (int i = 0; i < 20; i++) {
                float[] query = queries.apply(i);
                block.bound(RoundedQuery.of(query), least, most, 0);
                for (int slot = 0; slot < VectorBlock.SIZE; slot++) {
                    assertThat(Cosines.between(query, vectors.get(slot)))
                            .isBetween((double) least[slot], (double) most[slot]);
                }
            }
        }
    }

    private record Stored(UUID id, float[] vector) {}

    private List<Stored> put(String source, List<float[]> vectors) {
        DocumentKey key = new DocumentKey(source, "a.md");
        ChunkIds ids = new ChunkIds(key);
        List<Chunk> chunks = new ArrayList<>();
        Map<String, float[]> byChecksum = new HashMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            String text = "Part " + i;
            String checksum = Content.sha256(text.getBytes(StandardCharsets.UTF_8));
            chunks.add(new Chunk(ids.next(checksum), i, checksum, "", text, 0, 0, 2));
            byChecksum.put(checksum, vectors.get(i));
        }
        store.upsert(
                new DocumentVersion(key, "f", "c", "r", "a.md", null, null, null, new TreeMap<>()), chunks, byChecksum);
        return IntStream.range(0, chunks.size())
                .mapToObj(i -> new Stored(chunks.get(i).id(), vectors.get(i)))
                .toList();
    }

    /** By meaning alone: the text of the question has no word. */
    private List<String> ids(float[] query, Set<String> sources) {
        return store.search(new SearchQuery("", query, LIMIT, sources, Map.of())).stream()
                .map(hit -> hit.chunkId().toString())
                .toList();
    }

    /** Of rows with equal scores the older ones are taken, and then shown in the order of their ids. */
    private static List<String> scan(List<Stored> all, float[] query) {
        Comparator<Stored> best = Comparator.comparingDouble((Stored one) -> -Cosines.between(query, one.vector()));
        return all.stream()
                .sorted(best)
                .limit(LIMIT)
                .sorted(best.thenComparing(one -> one.id().toString()))
                .map(one -> one.id().toString())
                .toList();
    }

    private static float[] gaussian(int dimensions, Random random) {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static float[] plus(float[] centre, float[] vector, float factor) {
        float[] sum = centre.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
        return sum;
    }

    private static float[] unit(float[] vector) {
        double square = IntStream.range(0, vector.length)
                .mapToDouble(i -> (double) vector[i] * vector[i])
                .sum();
        float[] unit = Arrays.copyOf(vector, vector.length);
        for (int i = 0; i < unit.length; i++) {
            unit[i] /= (float) Math.sqrt(square);
        }
        return unit;
    }
}
