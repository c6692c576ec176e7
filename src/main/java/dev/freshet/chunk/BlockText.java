package dev.freshet.chunk;

import dev.freshet.document.Block;
import dev.freshet.document.Block.Code;
import dev.freshet.document.Block.Heading;
import dev.freshet.document.Block.ListItem;
import dev.freshet.document.Block.Paragraph;
import dev.freshet.document.Block.Table;
import java.util.List;
import java.util.stream.Stream;

/** Blocks as a reader sees them in a chunk. */
final class BlockText {

    private BlockText() {}

    static String of(Block block) {
        if (block instanceof Heading heading) {
            return heading.text().strip().replaceAll("\\s+", " ");
        } else if (block instanceof Paragraph paragraph) {
            return paragraph.text().strip();
        } else if (block instanceof ListItem item) {
            return item(item);
        } else if (block instanceof Code code) {
            return code.text().stripTrailing();
        }
        return String.join("\n", rows((Table) block));
    }

    private static String item(ListItem item) {
        String text = item.text().strip();
        return text.isEmpty() ? "" : "  ".repeat(Math.max(0, item.depth() - 1)) + "- " + text;
    }

    /** Header and rows, one line each, without the empty ones. */
    static List<String> rows(Table table) {
        return Stream.concat(Stream.of(table.header()), table.rows().stream())
                .map(BlockText::row)
                .filter(row -> !row.isEmpty())
                .toList();
    }

    /** Cells joined by {@code " | "}; empty if all cells are. A line break in a cell becomes a space. */
    static String row(List<String> cells) {
        if (cells.stream().allMatch(String::isBlank)) {
            return "";
        }
        return String.join(
                " | ",
                cells.stream().map(cell -> cell.strip().replaceAll("\\R", " ")).toList());
    }
}
