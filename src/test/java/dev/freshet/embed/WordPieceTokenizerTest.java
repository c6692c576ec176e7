package dev.freshet.embed;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordPieceTokenizerTest {

    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final WordPieceTokenizer tokenizer = new WordPieceTokenizer(WordPieceVocabulary.ofResource(TOKENIZER));

    @TempDir
    static Path cache;

    @BeforeAll
    static void keep_the_reference_off_the_network() {
        System.setProperty("DJL_CACHE_DIR", cache.toString());
        System.setProperty("ai.djl.offline", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\n",
                "Hello, world! It's 3.14 (approx.)",
                "a😀b 😀😀 hello",
                "e\u0301te\u0301 caf\u00e9 CAFE\u0301",
                "日本語テスト。中文測試，한국어",
                "zero\u200bwidth \u0000null \ufeffbom",
                "İstanbul ﬁne ½ ẞ Ωμέγα Привет",
                "नमस्ते שָׁלוֹם مرحبا",
                "snake_case camelCase kebab-case https://example.org/a?b=c#d",
                "„quotes“ — dash … ellipsis 、。「」",
                "\u1fef \u037e \u00a0nbsp\u3000wide\u2028line\u0085next"
            })
    void gives_the_tokens_of_hugging_face(String text) throws IOException {
        try (HuggingFaceTokenizer reference = reference()) {

            assertThat(ids(text)).isEqualTo(reference.encode(text, false, false).getIds());
        }
    }

    @Test
    void gives_the_tokens_of_hugging_face_for_random_text() throws IOException {
        Random random = new Random(7);
        try (HuggingFaceTokenizer reference = reference()) {
            for (int i = 0; i < 2_000; i++) {
                String text = randomText(random);

                assertThat(ids(text))
                        .as(() -> text.codePoints()
                                .mapToObj(Integer::toHexString)
                                .toList()
                                .toString())
                        .isEqualTo(reference.encode(text, false, false).getIds());
            }
        }
    }

    @Test
    void a_word_of_more_than_a_hundred_letters_is_one_unknown_token() {
        assertThat(tokenizer.count("x".repeat(100))).isGreaterThan(1);
        assertThat(tokenizer.count("x".repeat(101))).isEqualTo(1);
        assertThat(tokenizer.count("x".repeat(1_000_000))).isEqualTo(1);
    }

    @Test
    void control_tokens_in_a_text_are_plain_text() {
        assertThat(tokenizer.count("[SEP]")).isEqualTo(tokenizer.count("[ sep ]"));
    }

    @Test
    void ends_are_char_indexes_after_each_token() {
        assertThat(tokenizer.ends("Hi, 😀 you")).containsExactly(2, 3, 6, 10);
    }

    @Test
    void a_token_ends_after_its_combining_marks() {
        assertThat(tokenizer.ends("日\u0301本")).containsExactly(2, 3);
        assertThat(tokenizer.ends("cafe\u0301 x")).containsExactly(5, 7);
    }

    @Test
    void ends_rise_and_never_split_a_surrogate_pair() {
        Random random = new Random(8);
        for (int i = 0; i < 1_000; i++) {
            String text = randomText(random);

            int[] ends = tokenizer.ends(text);

            assertThat(ends).isSorted().hasSize(tokenizer.count(text));
            assertThat(Arrays.stream(ends).filter(end -> splitsPair(text, end))).isEmpty();
        }
    }

    @Test
    void texts_joined_by_a_space_have_the_sum_of_their_tokens() {
        Random random = new Random(9);
        for (int i = 0; i < 1_000; i++) {
            String left = randomText(random);
            String right = randomText(random);

            assertThat(tokenizer.count(left + " " + right)).isEqualTo(tokenizer.count(left) + tokenizer.count(right));
        }
    }

    private static boolean splitsPair(String text, int at) {
        return at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private long[] ids(String text) {
        return Arrays.stream(tokenizer.tokens(text).ids()).asLongStream().toArray();
    }

    private static HuggingFaceTokenizer reference() throws IOException {
        return HuggingFaceTokenizer.newInstance(
                Objects.requireNonNull(WordPieceTokenizerTest.class.getResourceAsStream(TOKENIZER)),
                Map.of("padding", "false", "truncation", "false"));
    }

    /** Mostly Latin words, with marks, symbols and other scripts in between; only characters that are assigned. */
    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int[][] ranges = {
            {'a', 'z'},
            {'A', 'Z'},
            {' ', '~'},
            {0xA0, 0x24F},
            {0x300, 0x36F},
            {0x370, 0x52F},
            {0x5D0, 0x6FF},
            {0x900, 0x97F},
            {0x1E00, 0x1FFF},
            {0x2000, 0x206F},
            {0x2190, 0x22FF},
            {0x3000, 0x30FF},
            {0x4E00, 0x4FFF},
            {0xAC00, 0xADFF},
            {0xFB00, 0xFB06},
            {0xFF00, 0xFFEF},
            {0x1F300, 0x1F5FF},
            {0x20000, 0x20100}
        };
        for (int i = random.nextInt(60); i > 0; i--) {
            int[] range = ranges[Math.min(random.nextInt(ranges.length), random.nextInt(ranges.length * 2))];
            int codePoint = range[0] + random.nextInt(range[1] - range[0] + 1);
            text.appendCodePoint(Character.isDefined(codePoint) ? codePoint : ' ');
        }
        return text.toString();
    }
}
