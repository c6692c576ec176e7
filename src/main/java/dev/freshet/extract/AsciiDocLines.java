package dev.freshet.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of an AsciiDoc document, in one pass. */
final class AsciiDocLines {

    private static final Pattern HEADING = Pattern.compile("(={1,6})\\h+(\\S.*)");
    private static final Pattern ITEM = Pattern.compile("\\h*(\\*{1,5}|-|\\.{1,5}|\\d+\\.)\\h+(\\S.*)");
    private static final Pattern ATTRIBUTE = Pattern.compile(":([\\w-]+):(?:\\h+(.*))?");
    private static final Pattern LITERAL = Pattern.compile("-{4,}|\\.{4,}|`{3,}.*");
    private static final Pattern STYLE = Pattern.compile("\\[.*\\]|//.*|={4,}|\\*{4,}|_{4,}|\\+|--|<<<|'''");

    private final List<String> lines;
    private final Draft draft;
    private final StringBuilder text = new StringBuilder();
    private int itemDepth;
    private String language = "";
    private int next;

    AsciiDocLines(String text, Draft draft) {
        this.lines = text.lines().toList();
        this.draft = draft;
    }

    void read() {
        while (next < lines.size()) {
            line(lines.get(next++).stripTrailing());
        }
        flush();
    }

    private void line(String line) {
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        Matcher attribute = ATTRIBUTE.matcher(line);
        if (line.isBlank()) {
            flush();
        } else if (heading.matches()) {
            flush();
            draft.heading(heading.group(1).length(), heading.group(2));
        } else if (LITERAL.matcher(line).matches()) {
            literal(line);
        } else if (line.equals("|===")) {
            table();
        } else if (attribute.matches()) {
            describe(attribute.group(1), attribute.group(2));
        } else if (STYLE.matcher(line).matches()) {
            style(line);
        } else if (item.matches()) {
            flush();
            itemDepth = item.group(1).matches("[*.]+") ? item.group(1).length() : 1;
            text.append(item.group(2));
        } else {
            text.append(' ').append(line);
        }
    }

    private void describe(String name, String value) {
        if (name.equals("author") || name.equals("lang")) {
            draft.describe(name.equals("lang") ? "language" : name, value);
        }
    }

    private void style(String line) {
        flush();
        String[] parts = line.replaceAll("[\\[\\]]", "").split(",", -1);
        language = parts.length > 1 && parts[0].equals("source") ? parts[1].strip() : "";
    }

    private void literal(String fence) {
        flush();
        String end = fence.startsWith("`") ? "```" : fence;
        draft.code(language.isEmpty() ? fence.replaceAll("[`.-]", "") : language, linesUntil(end));
        language = "";
    }

    private String linesUntil(String end) {
        StringBuilder literal = new StringBuilder();
        while (next < lines.size()) {
            String line = lines.get(next++);
            if (line.stripTrailing().equals(end)) {
                break;
            }
            literal.append(line).append('\n');
        }
        return literal.toString();
    }

    /** The first line with cells says how many columns there are. */
    private void table() {
        flush();
        List<String> cells = new ArrayList<>();
        int columns = 0;
        for (String line : linesUntil("|===").lines().toList()) {
            String[] parts = line.split("\\|", -1);
            for (int i = 1; i < parts.length; i++) {
                cells.add(parts[i]);
            }
            columns = columns == 0 ? cells.size() : columns;
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < cells.size(); i += columns) {
            rows.add(cells.subList(i, Math.min(cells.size(), i + columns)));
        }
        if (!rows.isEmpty()) {
            draft.table(rows.get(0), rows.subList(1, rows.size()));
        }
    }

    private void flush() {
        if (itemDepth > 0) {
            draft.item(itemDepth, text.toString());
        } else {
            draft.paragraph(text.toString());
        }
        itemDepth = 0;
        text.setLength(0);
    }
}
