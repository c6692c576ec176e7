package dev.freshet.extract;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Plain text: blank lines part paragraphs, a form feed begins a page. Data, logs and program text keep their lines as
 * code.
 */
final class TextReader implements Reader {

    private static final Pattern BLANK_LINES = Pattern.compile("\\n[\\h]*\\n\\s*");
    private static final Set<String> PROSE = Set.of("", "txt", "text", "adoc", "asciidoc", "rst", "me");

    @Override
    public void read(Original original, Draft draft) {
        String text = PlainText.of(original);
        boolean paged = text.contains("\f");
        for (String page : text.split("\f", -1)) {
            draft.page(paged ? draft.page() + 1 : 0);
            add(original, page, draft);
        }
    }

    private static void add(Original original, String text, Draft draft) {
        String extension = original.extension();
        if (!isProse(original)) {
            draft.code(extension.equals("log") ? "" : extension, text);
            return;
        }
        for (String paragraph : BLANK_LINES.split(text, -1)) {
            draft.paragraph(paragraph);
        }
    }

    private static boolean isProse(Original original) {
        boolean unknown = original.type().getSubtype().equals("plain");
        return PROSE.contains(original.extension())
                || (unknown && !original.extension().equals("log"));
    }
}
