package dev.freshet.extract;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks of site generators that aren't Markdown: Hugo's {@code {{< … >}}} and {@code {{% … %}}}, Jekyll's {@code {% … %}},
 * {@code {#anchor}} after a heading, task boxes and callout names. The text between a pair of marks stays.
 */
final class Shortcodes {

    /**
     * Bounded and anchored, so that no document makes it slow; a fence without an end lasts to the end. What comes first is
     * said once before all of them, because it is asked at each character.
     */
    private static final Pattern FENCE_OR_MARK = Pattern.compile("(?ms)(?:^|(?=\\{[{%]))(?:"
            + "^[ \\t>]*(?<fence>`{3,}+|~{3,}+).*?(?:^[ \\t>]*\\k<fence>[`~]*[ \\t]*$|\\z)"
            + "|\\{\\{[<%].{0,500}?[>%]\\}\\}"
            + "|\\{%.{0,500}?%\\}"
            + "|(?<heading>^#{1,6} [^\\n]*?\\S)[ \\t]*\\{[#.][^}\\n]*\\}[ \\t]*$"
            + "|^\\{:[^}\\n]*\\}[ \\t]*$"
            + "|(?<quote>^[ \\t]*>[ \\t]*)\\[![A-Za-z]+\\]"
            + "|(?<item>^[ \\t]*(?:[-*+]|\\d+[.)])[ \\t]+)\\[[ xX]\\][ \\t])");

    /** One of them is in each mark. */
    private static final List<String> IN_MARKS = List.of("{", "[!", "[ ]", "[x]", "[X]");

    private Shortcodes() {}

    static String removed(String markdown) {
        if (IN_MARKS.stream().noneMatch(markdown::contains)) {
            return markdown;
        }
        Matcher found = FENCE_OR_MARK.matcher(markdown);
        StringBuilder text = new StringBuilder(markdown.length());
        while (found.find()) {
            found.appendReplacement(text, Matcher.quoteReplacement(kept(found)));
        }
        return found.appendTail(text).toString();
    }

    private static String kept(Matcher found) {
        if (found.group("fence") != null) {
            return found.group();
        }
        for (String name : List.of("heading", "quote", "item")) {
            String before = found.group(name);
            if (before != null) {
                return before;
            }
        }
        return "";
    }
}
