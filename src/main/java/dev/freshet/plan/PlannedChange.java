package dev.freshet.plan;

import dev.freshet.document.Change;
import dev.freshet.document.DocumentKey;
import org.jspecify.annotations.Nullable;

/**
 * What would happen to a document.
 *
 * @param change null where the document would fail
 * @param chunks chunks that would be embedded
 * @param tokens tokens that would be embedded
 * @param requests to the model, where it is on another machine
 * @param error why it would fail; null otherwise
 */
public record PlannedChange(
        DocumentKey key,
        @Nullable Change change,
        int chunks,
        long tokens,
        int requests,
        @Nullable String error) {}
