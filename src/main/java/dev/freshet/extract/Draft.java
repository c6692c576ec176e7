package dev.freshet.extract;

import dev.freshet.document.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a reader has found so far. Cleans text on its way in, drops what has none, and ends the reading when there is
 * more than the limit.
 */
final class Draft {

    /** Rules of dashes, bullets without text, placeholders: nothing that can be searched for. */
    private static final Pattern ORNAMENT = Pattern.compile("[\\p{P}\\s]*");

    /** What an author says of a document stands beside each of its chunks. */
    private static final int LONGEST_DESCRIPTION = 10_000;

    /** A cell of a table costs memory even when it is empty. One for so many characters is more than real tables have. */
    private static final int CHARACTERS_A_CELL = 5;

    private final int maxCharacters;
    private final List<Block> blocks = new ArrayList<>();
    private final TreeMap<String, String> metadata = new TreeMap<>();
    private @Nullable String title;
    private long characters;
    private long cells;
    private int page;

    Draft(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    int maxCharacters() {
        return maxCharacters;
    }

    /** Page of the blocks that follow. */
    void page(int number) {
        page = number;
    }

    int page() {
        return page;
    }

    /** The document's own title. The first one wins; a blank one is no title. */
    void title(@Nullable String candidate) {
        String clean = description(candidate);
        if (title == null && !clean.isEmpty()) {
            title = clean;
        }
    }

    /** A name and value for the metadata. The first value wins; a blank one is none. */
    void describe(String name, @Nullable String value) {
        String clean = description(value);
        if (!clean.isEmpty()) {
            metadata.putIfAbsent(name, clean);
        }
    }

    private static String description(@Nullable String text) {
        String clean = text == null ? "" : CleanText.folded(text);
        return clean.substring(0, Math.min(clean.length(), LONGEST_DESCRIPTION));
    }

    void heading(int level, String text) {
        String clean = counted(CleanText.folded(text));
        if (!clean.isEmpty()) {
            blocks.add(new Block.Heading(Math.min(Math.max(level, 1), 6), clean, page));
        }
    }

    void paragraph(String text) {
        String clean = counted(CleanText.folded(text));
        if (!ORNAMENT.matcher(clean).matches()) {
            blocks.add(new Block.Paragraph(clean, page));
        }
    }

    void item(int depth, String text) {
        String clean = counted(CleanText.folded(text));
        if (!ORNAMENT.matcher(clean).matches()) {
            blocks.add(new Block.ListItem(Math.max(depth, 1), clean, page));
        }
    }

    void code(String language, String text) {
        String clean = counted(CleanText.lines(text));
        if (!clean.isBlank()) {
            blocks.add(new Block.Code(CleanText.folded(language), clean, page));
        }
    }

    /** A table; rows without text are dropped, and empty cells at the end of a row. */
    void table(List<String> header, List<List<String>> rows) {
        List<List<String>> full =
                rows.stream().map(this::cells).filter(row -> !row.isEmpty()).toList();
        List<String> names = cells(header);
        if (!names.isEmpty() || !full.isEmpty()) {
            blocks.add(new Block.Table(names, full, page));
        }
    }

    ExtractedText finish() {
        return new ExtractedText(title == null ? firstHeading() : title, metadata, List.copyOf(blocks));
    }

    private @Nullable String firstHeading() {
        return blocks.stream()
                .filter(block -> block instanceof Block.Heading heading && heading.level() == 1)
                .map(block -> ((Block.Heading) block).text())
                .findFirst()
                .orElse(null);
    }

    private List<String> cells(List<String> row) {
        List<String> clean = new ArrayList<>(
                row.stream().map(cell -> counted(CleanText.folded(cell))).toList());
        while (!clean.isEmpty() && clean.get(clean.size() - 1).isEmpty()) {
            clean.remove(clean.size() - 1);
        }
        cells += clean.size();
        if (cells > maxCharacters / CHARACTERS_A_CELL) {
            throw ExtractionException.tooManyCells(maxCharacters / CHARACTERS_A_CELL);
        }
        return List.copyOf(clean);
    }

    private String counted(String text) {
        characters += text.length();
        if (characters > maxCharacters) {
            throw ExtractionException.tooLarge(maxCharacters);
        }
        return text;
    }
}
