package dev.freshet.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every embedder promises. A new one only subclasses this. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
public abstract class EmbedderContract {

    private Embedder embedder;

    /** A new embedder, which the contract closes. */
    protected abstract Embedder open();

    @BeforeAll
    void open_once() {
        embedder = open();
    }

    @AfterAll
    void close() {
        embedder.close();
    }

    @Test
    void no_texts_have_no_vectors() {
        assertThat(embedder.embed(List.of())).isEmpty();
    }

    @Test
    void a_vector_has_the_promised_length_and_is_a_unit_vector() {
        for (float[] vector : embedder.embed(List.of("a", "Rivers flow to the sea.", "日本語", "😀", "", " "))) {
            assertThat(vector).hasSize(embedder.dimensions());
            assertThat(dot(vector, vector)).isCloseTo(1, Offset.offset(1e-4));
        }
    }

    @Test
    void the_same_text_has_the_same_vector_whatever_is_beside_it() {
        String text = "The river carries snow water in spring.";

        float[] alone = embedder.embed(List.of(text)).get(0);
        List<float[]> among = embedder.embed(List.of("short", text, words(new Random(1), 200), text));

        assertThat(among.get(1)).isEqualTo(alone);
        assertThat(among.get(3)).isEqualTo(alone);
    }

    @Test
    void a_thousand_texts_of_mixed_length_keep_their_order() {
        Random random = new Random(2);
        List<String> texts = IntStream.range(0, 1_000)
                .mapToObj(i -> i + " " + words(random, random.nextInt(i % 100 == 0 ? 300 : 12)))
                .toList();

        List<float[]> vectors = embedder.embed(texts);

        assertThat(vectors).hasSize(1_000);
        for (int i : new int[] {0, 1, 499, 500, 998, 999}) {
            assertThat(vectors.get(i))
                    .isEqualTo(embedder.embed(List.of(texts.get(i))).get(0));
        }
    }

    @Test
    void many_threads_get_the_vectors_that_one_gets() {
        List<String> texts =
                IntStream.range(0, 20).mapToObj(i -> "text number " + i).toList();
        List<float[]> expected = embedder.embed(texts);

        List<List<float[]>> all = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> embedder.embed(texts))
                .toList();

        assertThat(all)
                .allSatisfy(vectors ->
                        assertThat(vectors).usingRecursiveComparison().isEqualTo(expected));
    }

    @Test
    void the_last_word_of_the_longest_text_counts() {
        String longest = exactly(embedder.maxTokens() - 1);
        assertThat(embedder.tokenizer().count(longest + " river")).isEqualTo(embedder.maxTokens());

        List<float[]> vectors = embedder.embed(List.of(longest + " river", longest + " hammer"));

        assertThat(vectors.get(0)).isNotEqualTo(vectors.get(1));
    }

    @Test
    void a_longer_text_is_refused_not_cut() {
        String tooLong = exactly(embedder.maxTokens() + 1);

        assertThatThrownBy(() -> embedder.embed(List.of("fine", tooLong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(embedder.maxTokens() + 1 + " tokens")
                .hasMessageContaining(embedder.model());
    }

    @Test
    void similar_texts_are_closer_than_others() {
        List<float[]> vectors = embedder.embed(List.of(
                "How do I restart the database server?",
                "Restarting the database",
                "Our canteen serves soup on Mondays."));

        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(dot(vectors.get(0), vectors.get(2)) + 0.2);
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static String exactly(int tokens) {
        return String.join(" ", Collections.nCopies(tokens, "water"));
    }

    private static String words(Random random, int count) {
        String[] words = {"river", "snow", "delta", "spring", "water", "flood", "meadow", "stone"};
        return String.join(
                " ",
                IntStream.range(0, count)
                        .mapToObj(i -> words[random.nextInt(words.length)])
                        .toList());
    }
}
