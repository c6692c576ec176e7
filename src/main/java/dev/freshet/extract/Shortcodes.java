package dev.freshet.extract;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Marks of site generators that aren't Markdown: Hugo's {@code {{< … >}}} and {@code {{% … %}}}, Jekyll's {@code {% … %}},
 * {@code {#anchor}} after a heading, task boxes and callout names. The text between a pair of marks stays.
 */
final class Shortcodes {

    private static final Pattern FENCE_OR_MARK =
            Pattern.compile("(?ms)^[ \\t>]*(?<fence>```+|~~~+).*?^[ \\t>]*\\k<fence>[`~]*[ \\t]*$"
                    + "|\\{\\{(?<kind>[<%]).*?[>%]\\}\\}"
                    + "|\\{%.*?%\\}"
                    + "|(?<heading>^#{1,6} [^\\n]*?)[ \\t]*\\{[#.][^}\\n]*\\}[ \\t]*$"
                    + "|^\\{:[^}\\n]*\\}[ \\t]*$"
                    + "|(?<quote>^[ \\t]*>[ \\t]*)\\[![A-Za-z]+\\]"
                    + "|(?<item>^[ \\t]*(?:[-*+]|\\d+[.)])[ \\t]+)\\[[ xX]\\][ \\t]");

    private Shortcodes() {}

    static String removed(String markdown) {
        return FENCE_OR_MARK
                .matcher(markdown)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(kept(found)));
    }

    private static String kept(MatchResult found) {
        java.util.regex.Matcher match = (java.util.regex.Matcher) found;
        if (match.group("fence") != null) {
            return match.group();
        }
        for (String name : new String[] {"heading", "quote", "item"}) {
            String before = match.group(name);
            if (before != null) {
                return before;
            }
        }
        return "";
    }
}
