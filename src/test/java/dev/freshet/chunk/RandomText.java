package dev.freshet.chunk;

import dev.freshet.document.Block;
import dev.freshet.document.Block.Heading;
import dev.freshet.document.Block.Paragraph;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.ExtractedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Documents made from a seed. A page has about 450 words. */
final class RandomText {

    private static final String[] SYLLABLES = {
        "ka", "ro", "ment", "li", "ta", "ver", "son", "de", "mi", "tion", "pre", "lo", "sta", "ber", "con", "ex", "ing"
    };
    private static final int WORDS_IN_A_PAGE = 450;

    private final Random random;
    private final String[] vocabulary;

    RandomText(long seed) {
        random = new Random(seed);
        vocabulary = IntStream.range(0, 3_000)
                .mapToObj(i -> IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(j -> SYLLABLES[random.nextInt(SYLLABLES.length)])
                        .collect(Collectors.joining()))
                .toArray(String[]::new);
    }

    static ExtractedDocument document(List<? extends Block> blocks) {
        DocumentVersion version = new DocumentVersion(
                new DocumentKey("docs", "a.md"), "f", "c", "r", "a.md", null, null, null, new TreeMap<>());
        return new ExtractedDocument(version, List.copyOf(blocks));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Few words are frequent, most are rare, as in a language. */
    String word() {
        return vocabulary[(int) (vocabulary.length * Math.pow(random.nextDouble(), 3))];
    }

    String words(int count) {
        return Stream.generate(this::word).limit(count).collect(Collectors.joining(" "));
    }

    /** 4 to 24 words. */
    String sentence() {
        String words = words(4 + below(21));
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    /** 1 to 6 sentences. */
    Paragraph paragraph() {
        return new Paragraph(sentences(1 + below(6)), 0);
    }

    String sentences(int count) {
        return Stream.generate(this::sentence).limit(count).collect(Collectors.joining(" "));
    }

    List<Block> paragraphs(int pages) {
        List<Block> blocks = new ArrayList<>();
        for (int words = 0; words < pages * WORDS_IN_A_PAGE; ) {
            Paragraph paragraph = paragraph();
            words += paragraph.text().split(" ").length;
            blocks.add(paragraph);
        }
        return blocks;
    }

    /** A heading of level 2 and 1 to 12 paragraphs. */
    List<Block> section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Heading(2, words(1 + below(5)), 0));
        Stream.generate(this::paragraph).limit(1 + below(12)).forEach(blocks::add);
        return blocks;
    }
}
