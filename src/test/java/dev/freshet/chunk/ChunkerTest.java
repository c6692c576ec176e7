package dev.freshet.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Block;
import dev.freshet.document.Block.Code;
import dev.freshet.document.Block.Heading;
import dev.freshet.document.Block.ListItem;
import dev.freshet.document.Block.Paragraph;
import dev.freshet.document.Block.Table;
import dev.freshet.document.Chunk;
import dev.freshet.document.Content;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {

    private static final Tokenizer TOKENIZER = MiniLmEmbedder.newTokenizer();

    private final RandomText text = new RandomText(5);

    @Test
    void an_empty_document_has_no_chunks() {
        assertThat(chunk()).isEmpty();
        assertThat(chunk(new Paragraph(" \n", 1), new Heading(1, " ", 1), new Table(List.of(), List.of(), 1), code("")))
                .isEmpty();
    }

    @Test
    void a_short_document_is_one_chunk() {
        List<Chunk> chunks = chunk(paragraph("One."), new ListItem(1, "two", 0), new ListItem(2, "three", 0));

        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.text()).isEqualTo("One.\n\n- two\n  - three");
            assertThat(chunk.heading()).isEmpty();
            assertThat(chunk.checksum())
                    .isEqualTo(Content.sha256(chunk.embeddedText().getBytes(StandardCharsets.UTF_8)));
            assertThat(chunk.tokens()).isEqualTo(TOKENIZER.count(chunk.embeddedText()));
        });
    }

    @Test
    void a_heading_starts_a_chunk_and_its_path_is_in_the_embedded_text() {
        List<Chunk> chunks = chunk(
                heading(1, "Guide"),
                paragraph("Intro."),
                heading(2, "Install"),
                paragraph("Do it."),
                heading(2, "Run"),
                paragraph("Start it."));

        assertThat(chunks)
                .extracting(Chunk::embeddedText)
                .containsExactly("Guide\nIntro.", "Guide > Install\nDo it.", "Guide > Run\nStart it.");
        assertThat(chunks).extracting(Chunk::ordinal).containsExactly(0, 1, 2);
    }

    @Test
    void a_heading_without_text_is_not_lost() {
        List<Chunk> chunks = chunk(
                heading(1, "Guide"),
                heading(2, "Empty"),
                heading(2, "Full"),
                heading(3, "Deep"),
                paragraph("Text."),
                heading(1, "End"));

        assertThat(chunks)
                .extracting(Chunk::embeddedText)
                .containsExactly("Guide\nEmpty", "Guide > Full > Deep\nText.", "End");
    }

    @Test
    void a_path_beyond_its_budget_drops_outer_headings_from_the_path_only() {
        List<Chunk> chunks = chunk(
                heading(1, "outer " + text.words(20)), heading(2, "middle " + text.words(15)),
                heading(3, "inner"), paragraph("Text."));

        assertThat(chunks.get(chunks.size() - 1).heading()).startsWith("middle").endsWith(" > inner");
        assertThat(chunks.get(0).text()).startsWith("outer");
    }

    @Test
    void a_heading_longer_than_any_path_becomes_text() {
        List<Chunk> chunks = chunk(heading(1, text.words(400)), paragraph("Text."));

        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.heading()).isEmpty());
        assertThat(chunks.get(chunks.size() - 1).text()).endsWith("Text.");
    }

    @Test
    void split_text_overlaps_by_whole_sentences() {
        ChunkOptions options = new ChunkOptions(64, 16);
        List<Chunk> chunks = chunk(options, paragraph(numbered(200)));

        for (int i = 1; i < chunks.size(); i++) {
            String before = chunks.get(i - 1).text();
            String after = chunks.get(i).text();
            String first = after.substring(0, after.indexOf('.') + 1);
            String overlap = before.substring(before.lastIndexOf(first));
            assertThat(after).startsWith(overlap);
            assertThat(TOKENIZER.count(overlap)).isBetween(1, 16);
        }
    }

    @Test
    void text_without_sentences_overlaps_by_whole_words() {
        List<Chunk> chunks = chunk(paragraph(text.words(2_000)));

        for (int i = 1; i < chunks.size(); i++) {
            List<String> words = List.of(chunks.get(i - 1).text().split(" "));
            String after = chunks.get(i).text();
            assertThat(IntStream.range(0, words.size())
                            .mapToObj(from -> String.join(" ", words.subList(from, words.size()))))
                    .anyMatch(after::startsWith);
        }
    }

    @Test
    void a_long_sentence_before_the_cut_overlaps_by_its_last_words() {
        String sentence = "Water " + "flows and ".repeat(25) + "ends here.";
        List<Chunk> chunks = chunk(new ChunkOptions(80, 10), paragraph((sentence + " ").repeat(4)));

        assertThat(chunks).hasSizeGreaterThan(1);
        assertThat(chunks.get(1).text()).startsWith("and flows").contains("and ends here. Water flows");
    }

    @Test
    void nothing_overlaps_across_headings_tables_and_code() {
        String code = "x = 1\n".repeat(50).strip();
        List<Chunk> chunks = chunk(
                paragraph(text.sentences(9)),
                code(code),
                paragraph("After code."),
                heading(2, "New"),
                paragraph("After heading."));

        assertThat(chunks).extracting(Chunk::text).anyMatch(text -> text.startsWith(code));
        assertThat(chunks.get(chunks.size() - 1).text()).isEqualTo("After heading.");
    }

    @Test
    void code_that_fits_is_kept_whole() {
        String code = "  if (a) {\n\n    b();\n  }\n".repeat(12).stripTrailing();
        List<Chunk> chunks = chunk(paragraph(text.sentences(30)), code(code), paragraph(text.sentences(30)));

        assertThat(chunks).filteredOn(chunk -> chunk.text().contains(code)).hasSize(1);
    }

    @Test
    void code_that_does_not_fit_is_cut_at_lines() {
        List<String> lines =
                IntStream.range(0, 300).mapToObj(i -> "  call(" + i + ");").toList();
        List<Chunk> chunks = chunk(code(String.join("\n", lines)));

        assertThat(chunks.stream()
                        .map(Chunk::text)
                        .collect(Collectors.joining("\n"))
                        .lines())
                .containsExactlyElementsOf(lines);
    }

    @Test
    void a_table_that_goes_on_repeats_its_header_and_keeps_its_rows_whole() {
        List<List<String>> rows = IntStream.range(0, 120)
                .mapToObj(i -> List.of("name" + i, "", text.words(6)))
                .toList();
        List<Chunk> chunks = chunk(new Table(List.of("Name", "Default", "Meaning"), rows, 3));

        assertThat(chunks)
                .hasSizeGreaterThan(3)
                .allSatisfy(chunk -> assertThat(chunk.text().lines()).first().isEqualTo("Name | Default | Meaning"));
        assertThat(chunks.stream().flatMap(chunk -> chunk.text().lines().skip(1)))
                .containsExactlyElementsOf(
                        rows.stream().map(row -> String.join(" | ", row)).toList());
    }

    @Test
    void a_chunk_knows_its_page_and_position() {
        Paragraph first = new Paragraph(text.sentences(10), 1);
        Paragraph second = new Paragraph(text.sentences(10), 2);
        List<Chunk> chunks = chunk(new ChunkOptions(256, 0), new Heading(1, "Title", 1), first, second);

        String document = "Title\n" + first.text() + "\n" + second.text();
        assertThat(chunks).extracting(Chunk::page).startsWith(1).endsWith(2);
        assertThat(chunks).allSatisfy(chunk -> {
            String start = chunk.text().substring(0, 20);
            assertThat(document.substring(chunk.position())).startsWith(start);
        });
    }

    @Test
    void equal_chunks_have_different_ids() {
        List<Chunk> chunks = chunk(heading(1, "Same"), paragraph("Text."), heading(1, "Same"), paragraph("Text."));

        assertThat(chunks.get(0).checksum()).isEqualTo(chunks.get(1).checksum());
        assertThat(chunks.get(0).id()).isNotEqualTo(chunks.get(1).id());
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64, 256, 510})
    void no_chunk_is_too_long_and_no_word_is_lost(int size) {
        ChunkOptions options = new ChunkOptions(size, 0);
        for (int seed = 0; seed < 20; seed++) {
            List<Block> blocks = mixed(new RandomText(seed));

            List<Chunk> chunks = chunk(options, blocks.toArray(Block[]::new));

            assertThat(chunks).allSatisfy(chunk -> assertFits(chunk, size));
            assertThat(words(chunks.stream().map(Chunk::text))).containsSubsequence(textWords(blocks));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64, 256, 510})
    void no_chunk_is_too_long_with_overlap(int size) {
        ChunkOptions options = new ChunkOptions(size, size / 2);
        for (int seed = 0; seed < 20; seed++) {
            List<Chunk> chunks = chunk(options, mixed(new RandomText(seed)).toArray(Block[]::new));

            assertThat(chunks).allSatisfy(chunk -> assertFits(chunk, size));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"水源", "水源。山川，", "한국어", "x", "ab😀", "e\u0301\u0302", "\u200b\ufeffz", "-._", "नमस्ते", "\ud83d"})
    void text_without_spaces_is_cut_where_it_must_be(String part) {
        String whole = part.repeat(3_000);
        List<Chunk> chunks = chunk(new ChunkOptions(64, 0), paragraph(whole));

        assertThat(chunks).hasSizeGreaterThan(3).allSatisfy(chunk -> assertFits(chunk, 64));
        assertThat(chunks.stream().map(Chunk::text).collect(Collectors.joining()))
                .isEqualTo(whole);
    }

    @Test
    void a_word_of_a_megabyte_is_cut_in_time_and_not_lost() {
        String word = "x".repeat(1_000_000);

        List<Chunk> chunks = chunk(new ChunkOptions(256, 0), paragraph(word));

        assertThat(chunks)
                .allSatisfy(chunk -> assertThat(chunk.text()).hasSizeLessThanOrEqualTo(256 * Weights.CHARS_PER_TOKEN));
        assertThat(chunks.stream().map(Chunk::text).collect(Collectors.joining()))
                .isEqualTo(word);
    }

    @Test
    void the_same_line_ten_thousand_times_is_cut_in_time() {
        List<Chunk> chunks = chunk(code("the same line\n".repeat(10_000)));

        assertThat(chunks.stream()
                        .mapToLong(chunk -> chunk.text().lines().count())
                        .sum())
                .isEqualTo(10_000);
    }

    /** Blocks of every kind, some of them far too long. */
    private static List<Block> mixed(RandomText text) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            blocks.add(
                    switch (text.below(7)) {
                        case 0 -> heading(1 + text.below(4), text.words(1 + text.below(8)));
                        case 1 -> new ListItem(1 + text.below(3), text.sentence(), 0);
                        case 2 ->
                            code(Stream.generate(() -> text.words(1 + text.below(8)))
                                    .limit(1 + text.below(60))
                                    .collect(Collectors.joining("\n")));
                        case 3 ->
                            new Table(
                                    List.of(text.word(), text.word()),
                                    Stream.generate(() -> List.of(text.words(3), text.words(1 + text.below(90))))
                                            .limit(text.below(20))
                                            .toList(),
                                    0);
                        case 4 -> paragraph(text.words(text.below(600)));
                        default -> text.paragraph();
                    });
        }
        return blocks;
    }

    private static void assertFits(Chunk chunk, int size) {
        assertThat(TOKENIZER.count(chunk.embeddedText()))
                .isEqualTo(chunk.tokens())
                .isLessThanOrEqualTo(size);
    }

    /** Words of all blocks but headings; headers of tables come again in the chunks, where the table goes on. */
    private static List<String> textWords(List<Block> blocks) {
        return words(
                blocks.stream().filter(block -> !(block instanceof Heading)).map(BlockText::of));
    }

    private static List<String> words(Stream<String> texts) {
        return texts.flatMap(text -> Arrays.stream(text.split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Sentences that differ. */
    private static String numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "This is number " + i + ".")
                .collect(Collectors.joining(" "));
    }

    private static List<Chunk> chunk(Block... blocks) {
        return chunk(ChunkOptions.DEFAULT, blocks);
    }

    private static List<Chunk> chunk(ChunkOptions options, Block... blocks) {
        return new Chunker(TOKENIZER, options)
                .chunk(RandomText.document(List.of(blocks)))
                .chunks();
    }

    private static Heading heading(int level, String text) {
        return new Heading(level, text, 0);
    }

    private static Paragraph paragraph(String text) {
        return new Paragraph(text, 0);
    }

    private static Code code(String text) {
        return new Code("", text, 0);
    }
}
