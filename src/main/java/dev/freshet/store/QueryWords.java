package dev.freshet.store;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a question is looked for by in full text. */
public final class QueryWords {

    /** Letters, digits and the marks on them; everything else is a gap, as it is where texts are indexed. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Co}]+");

    /** Beyond this many different words a query is a document; more would cost time and find nothing better. */
    private static final int MAX_WORDS = 64;

    private QueryWords() {}

    /** The different words of a question, in lower case, without those that are everywhere. Letters and digits alone. */
    public static List<String> of(String text) {
        List<String> words = WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        return StopWords.without(words).stream().limit(MAX_WORDS).toList();
    }
}
