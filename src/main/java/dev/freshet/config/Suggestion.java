package dev.freshet.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.Strings;

/** Ends a message about an unknown word with the known word that was probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /** {@code " Did you mean 'x'?"}, with the blank before it; empty when no known word is near. */
    public static String of(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= tolerance(word))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> " Did you mean '" + candidate + "'?")
                .orElse("");
    }

    private static int tolerance(String word) {
        return Math.max(1, Math.min(4, (word.length() + 2) / 3));
    }

    /** Upper and lower case are the same, and a dropped or added ending ({@code excludes}, {@code max}) is near. */
    @SuppressWarnings("deprecation") // The successor lives in commons-text, which nothing else here needs.
    private static int distance(String word, String candidate) {
        int edits = StringUtils.getLevenshteinDistance(plain(word), plain(candidate));
        boolean beginsAlike = Strings.CI.startsWith(candidate, word) && word.length() >= 4;
        return beginsAlike ? Math.min(edits, 2) : edits;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
