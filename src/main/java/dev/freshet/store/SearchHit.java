package dev.freshet.store;

import dev.freshet.document.DocumentKey;
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
        Map<String, String> metadata) {}
