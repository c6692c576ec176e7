package dev.freshet.store.redis;

import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.Facts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conditions that all hold, in the words of Redis's search. What others keep has no {@code id_order}, and is never found. */
final class Terms {

    private static final Pattern SYNTAX = Pattern.compile("[\\p{ASCII}&&[^A-Za-z0-9]]");

    private final List<String> terms = new ArrayList<>();

    Terms() {
        terms.add("@" + Hashes.ID_ORDER + ":[-inf +inf]");
    }

    static Terms of(SearchQuery query) {
        Terms terms = new Terms();
        if (!query.sources().isEmpty()) {
            terms.among(Hashes.SOURCE, query.sources());
        }
        query.metadata()
                .forEach((name, value) -> terms.among(Hashes.FACTS, List.of(Hashes.token(Facts.of(name, value)))));
        return terms;
    }

    Terms source(String source) {
        return among(Hashes.SOURCE, List.of(source));
    }

    Terms isFirstChunk() {
        terms.add("@" + Hashes.ORDINAL + ":[0 0]");
        return this;
    }

    /**
     * In a slice of ids.
     *
     * @param to the first number behind it
     */
    Terms between(long from, long to) {
        terms.add("@" + Hashes.ID_ORDER + ":[" + from + " (" + to + "]");
        return this;
    }

    /** Any of some words, which have letters and digits alone. */
    Terms words(String words) {
        terms.add("(" + words.replace(' ', '|') + ")");
        return this;
    }

    /** What holds before another clause: the conditions of a search for the nearest. */
    Terms inFrontOf(String clause) {
        Terms whole = new Terms();
        whole.terms.clear();
        whole.terms.add("(" + this + ")" + clause);
        return whole;
    }

    private Terms among(String tag, Collection<String> values) {
        terms.add(values.stream()
                .map(value -> SYNTAX.matcher(value).replaceAll("\\\\$0"))
                .collect(Collectors.joining("|", "@" + tag + ":{", "}")));
        return this;
    }

    @Override
    public String toString() {
        return String.join(" ", terms);
    }
}
