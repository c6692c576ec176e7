package dev.freshet.camel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.AntPathMatcher;

/**
 * A list of Ant patterns, separated by commas, whatever the case. {@code drafts/**} also matches the folder itself, so
 * that it isn't entered. The common form {@code **}{@code /*.md} is looked up by ending, because a listing asks for every
 * file.
 */
public final class NamePatterns implements Predicate<String> {

    private static final Pattern BY_ENDING = Pattern.compile("\\*\\*/\\*\\.([^*?/.]+)");

    private final Set<String> endings = new HashSet<>();
    private final List<String> patterns = new ArrayList<>();
    private final boolean everything;

    public NamePatterns(String text) {
        for (String part : text.split(",", -1)) {
            String pattern = canonical(part.strip().toLowerCase(Locale.ROOT));
            Matcher byEnding = BY_ENDING.matcher(pattern);
            if (byEnding.matches()) {
                endings.add(byEnding.group(1));
            } else if (!pattern.isEmpty()) {
                patterns.add(pattern);
            }
        }
        this.everything = patterns.contains("**");
    }

    /** {@code /drafts/} means what {@code drafts/**} does: ids begin without a slash. */
    private static String canonical(String pattern) {
        String relative = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        return relative.endsWith("/") ? relative + "**" : relative;
    }

    @Override
    public boolean test(String id) {
        if (everything) {
            return true;
        }
        if (endings.isEmpty() && patterns.isEmpty()) {
            return false;
        }
        String lower = id.toLowerCase(Locale.ROOT);
        int dot = lower.lastIndexOf('.');
        return (dot >= 0 && endings.contains(lower.substring(dot + 1)))
                || (!patterns.isEmpty() && patterns.stream().anyMatch(pattern -> matches(pattern, lower)));
    }

    private static boolean matches(String pattern, String id) {
        return AntPathMatcher.INSTANCE.match(pattern, id)
                || (pattern.endsWith("/**")
                        && AntPathMatcher.INSTANCE.match(pattern.substring(0, pattern.length() - 3), id));
    }
}
