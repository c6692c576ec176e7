package dev.freshet.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a reStructuredText document, in one pass. */
final class RstLines {

    private static final Pattern UNDERLINE = Pattern.compile("([=\\-~^\"'`#*+.:_])\\1{2,}");
    private static final Pattern ITEM = Pattern.compile("(\\h*)(?:[-*+•]|#\\.|\\d+[.)])\\h+(\\S.*)");
    private static final Pattern DIRECTIVE = Pattern.compile("\\h*\\.\\. ?(?:([\\w-]+)::\\h*(.*)|.*)");
    private static final Pattern TABLE = Pattern.compile("\\+[-=+]{3,}|={2,}(\\h+={2,})+");

    private final List<String> lines;
    private final Draft draft;
    private final List<Character> levels = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int itemDepth;
    private int next;

    RstLines(String text, Draft draft) {
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
        Matcher item = ITEM.matcher(line);
        Matcher directive = DIRECTIVE.matcher(line);
        if (line.isBlank()) {
            flush();
        } else if (TABLE.matcher(line.strip()).matches()) {
            table(line);
        } else if (isUnderlined(line)) {
            heading(line);
        } else if (UNDERLINE.matcher(line).matches()) {
            flush();
        } else if (directive.matches()) {
            directive(directive);
        } else if (item.matches()) {
            flush();
            itemDepth = 1 + item.group(1).length() / 2;
            text.append(item.group(2));
        } else {
            text.append(' ').append(line);
            literalAfter(line);
        }
    }

    private boolean isUnderlined(String line) {
        if (next >= lines.size() || text.length() > 0 || UNDERLINE.matcher(line).matches()) {
            return false;
        }
        String below = lines.get(next).stripTrailing();
        return UNDERLINE.matcher(below).matches()
                && below.length() >= line.strip().length() - 2;
    }

    /** The first kind of underline is level 1, the next new one level 2, and so on. */
    private void heading(String line) {
        Character mark = lines.get(next++).charAt(0);
        if (!levels.contains(mark)) {
            levels.add(mark);
        }
        draft.heading(levels.indexOf(mark) + 1, line);
    }

    private void directive(Matcher directive) {
        flush();
        String name = directive.group(1);
        if (name == null) {
            return;
        }
        if (name.startsWith("code") || name.equals("sourcecode") || name.equals("literalinclude")) {
            draft.code(directive.group(2), indented());
        } else {
            text.append(directive.group(2));
        }
    }

    private void literalAfter(String line) {
        if (line.endsWith("::") && next < lines.size() && lines.get(next).isBlank()) {
            text.setLength(text.length() - 1);
            flush();
            draft.code("", indented());
        }
    }

    private void table(String first) {
        flush();
        StringBuilder table = new StringBuilder(first).append('\n');
        while (next < lines.size() && !lines.get(next).isBlank()) {
            table.append(lines.get(next++)).append('\n');
        }
        draft.code("", table.toString());
    }

    private String indented() {
        StringBuilder block = new StringBuilder();
        while (next < lines.size()
                && (lines.get(next).isBlank()
                        || Character.isWhitespace(lines.get(next).charAt(0)))) {
            block.append(lines.get(next++)).append('\n');
        }
        return block.toString().stripTrailing().stripIndent();
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
