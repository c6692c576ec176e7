package dev.freshet.extract;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Titles in the properties of a file, many of which a program has put there. */
final class OwnTitle {

    private static final Pattern MADE_UP = Pattern.compile("(?i)untitled.*|(microsoft )?(word|powerpoint|excel)( - .*)?"
            + "|.*\\.(docx?|pptx?|xlsx?|pdf|txt|odt|odp|ods|rtf|html?|indd|qxd|tex|dvi)"
            + "|(power ?point )?presentation ?\\d*|(slide|folie|document|dokument) ?\\d*|https?:.*|[\\W\\d_]*");

    private OwnTitle() {}

    /** The title, or null when no author can have meant it. */
    static @Nullable String sensible(@Nullable String title) {
        String clean = title == null ? "" : CleanText.folded(title);
        return MADE_UP.matcher(clean).matches() ? null : clean;
    }
}
