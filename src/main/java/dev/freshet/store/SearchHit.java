package dev.freshet.store;

import dev.freshet.document.DocumentKey;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that answers a query.
 *
 * @param score higher is better; comparable inside one answer only
 * @param heading headings above the text, joined by {@code " > "}; empty where there are none
 * @param page from 1; 0 where the format has no pages
 */
public record SearchHit(
        DocumentKey document,
        @Nullable String title,
        @Nullable String url,
        UUID chunkId,
        double score,
        String text,
        String heading,
        int page,
        Map<String, String> metadata) {

    /** The order of an answer: equal scores come in the order of their ids. */
    public static final Comparator<SearchHit> BEST_FIRST = Comparator.comparingDouble(SearchHit::score)
            .reversed()
            .thenComparing(hit -> hit.chunkId().toString());

    /** The same with another score. */
    public SearchHit withScore(double other) {
        return new SearchHit(document, title, url, chunkId, other, text, heading, page, metadata);
    }
}
