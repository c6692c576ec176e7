package dev.freshet.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * A PDF knows lines, not paragraphs, and Tika joins lines that stand close. Joins words that a line end parts, and parts
 * what isn't running text: the items of a list, and a heading right above its text.
 */
final class PdfLines {

    /** Not in a word with another hyphen: {@code state-of-the-art} keeps all of its own. */
    private static final Pattern HYPHEN = Pattern.compile("(?<!-\\p{L}{1,30})(?<=\\p{Ll}{2})-\\n(?=\\p{Ll}{2})");

    private static final Pattern BEFORE_BULLET = Pattern.compile("\\n(?=[•▪◦‣●\uF0B7\uF0A7]\\s)");

    /** A short line without an end mark above a full line that begins a sentence. */
    private static final Pattern HEADING = Pattern.compile(
            "\\s*((?:\\d+(?:\\.\\d+)*\\.? )?\\p{Lu}[^\\n•]{2,58}[^\\n.,;:!?-])[ ]*\\n(?=\\p{Lu}[^\\n]{60})");

    private PdfLines() {}

    static void part(Element paragraph) {
        String text = HYPHEN.matcher(paragraph.wholeText()).replaceAll("");
        Matcher heading = HEADING.matcher(text);
        if (heading.lookingAt()) {
            paragraph.before(new Element("h2").text(heading.group(1)));
            text = text.substring(heading.end());
        }
        for (String part : BEFORE_BULLET.split(text, -1)) {
            paragraph.before(new Element("p").text(part));
        }
        paragraph.remove();
    }
}
