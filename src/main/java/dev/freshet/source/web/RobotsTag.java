package dev.freshet.source.web;

import dev.freshet.source.http.HttpAnswer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page asks of search engines, in its header or in its text. */
final class RobotsTag {

    private static final Pattern LEFT_OUT =
            Pattern.compile("(^|[,\\s])(noindex|none)($|[,\\s])", Pattern.CASE_INSENSITIVE);

    private static final Pattern NAMED = Pattern.compile("([^\\s:]+)\\s*:\\s*(.*)", Pattern.DOTALL);

    /** What has a value, and isn't the name of a robot. */
    private static final Set<String> VALUED =
            Set.of("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview");

    private RobotsTag() {}

    static boolean asksToBeLeftOut(String directives) {
        return LEFT_OUT.matcher(directives).find();
    }

    /**
     * Whether the header asks. Several headers arrive as one in brackets, where a robot's name is only believed for the
     * directive that it stands before.
     */
    static boolean asksToBeLeftOut(HttpAnswer answer, String robot) {
        String header = answer.header("X-Robots-Tag").orElse("").strip();
        boolean several = header.startsWith("[") && header.endsWith("]");
        String[] directives = (several ? header.substring(1, header.length() - 1) : header).split(",", -1);
        boolean ours = true;
        for (String directive : directives) {
            Matcher named = NAMED.matcher(directive.strip());
            boolean hasName = named.matches() && !VALUED.contains(named.group(1).toLowerCase(Locale.ROOT));
            if (hasName) {
                ours = named.group(1).equals("*") || named.group(1).equalsIgnoreCase(robot);
            } else if (several) {
                ours = true;
            }
            if (ours && asksToBeLeftOut(hasName ? named.group(2) : directive)) {
                return true;
            }
        }
        return false;
    }
}
