package dev.freshet.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** Tells tables of data from tables of layout, and reads the former. */
final class HtmlTable {

    private static final int MOST_COLUMNS_SPANNED = 100;

    private HtmlTable() {}

    /** A table that holds blocks of its own kind, code, or one column only, is a way to place text. */
    static boolean isLayout(Element table) {
        if (table.selectFirst("table table, pre, h1, h2, h3, h4, h5, h6") != null) {
            return true;
        }
        return rows(table).stream().allMatch(row -> cells(row).size() <= 1);
    }

    static void add(Element table, Draft draft) {
        table.select("caption").forEach(caption -> draft.paragraph(InlineText.of(caption)));
        List<String> header = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Element row : rows(table)) {
            if (header.isEmpty() && rows.isEmpty() && isHeader(row)) {
                header.addAll(texts(row));
            } else {
                rows.add(texts(row));
            }
        }
        draft.table(header, rows);
    }

    private static Elements rows(Element table) {
        return table.select("tr");
    }

    private static Elements cells(Element row) {
        return new Elements(row.children().stream()
                .filter(cell -> cell.nameIs("td") || cell.nameIs("th"))
                .toList());
    }

    private static boolean isHeader(Element row) {
        return row.closest("thead") != null || cells(row).stream().allMatch(cell -> cell.nameIs("th"));
    }

    private static List<String> texts(Element row) {
        List<String> texts = new ArrayList<>();
        for (Element cell : cells(row)) {
            texts.add(InlineText.of(cell));
            int more = Math.min(number(cell.attr("colspan")), MOST_COLUMNS_SPANNED) - 1;
            IntStream.range(0, more).forEach(i -> texts.add(""));
        }
        return texts;
    }

    private static int number(String attribute) {
        return attribute.matches("\\d{1,4}") ? Integer.parseInt(attribute) : 1;
    }
}
