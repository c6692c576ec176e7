package dev.freshet.state;

import dev.freshet.document.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the state knows of a document.
 *
 * @param id number of the row; grows, never given twice
 * @param fingerprint of the version that was last tried
 * @param checksum of the content that is in the store; null while nothing is
 * @param recipe with which it was last tried
 * @param attempts failed attempts since the last success
 * @param nextAttemptAt when a failed document is tried again; null = at once
 */
public record DocumentRow(
        long id,
        String fingerprint,
        @Nullable String checksum,
        String recipe,
        Status status,
        int attempts,
        @Nullable Instant nextAttemptAt) {

    /** Whether the store holds this very content, made with this very recipe. A failed document never counts. */
    public boolean holds(String otherChecksum, String otherRecipe) {
        return isIndexedWith(otherRecipe) && otherChecksum.equals(checksum);
    }

    /** Whether what the store holds was made with this recipe. */
    public boolean isIndexedWith(String otherRecipe) {
        return status == Status.INDEXED && otherRecipe.equals(recipe);
    }

    /** Failed attempts at this very version and recipe. A document that has changed since it failed begins anew. */
    public int attemptsAt(String otherFingerprint, String otherRecipe) {
        return fingerprint.equals(otherFingerprint) && recipe.equals(otherRecipe) ? attempts : 0;
    }

    /** Whether the process ended while it worked on this document, which may be what ended it. */
    public boolean isSuspect() {
        return status == Status.FAILED && attempts > 0 && nextAttemptAt == null;
    }

    /** Whether a failed document may be tried again now although it hasn't changed. */
    public boolean dueAt(Instant now) {
        return status == Status.FAILED && (nextAttemptAt == null || !nextAttemptAt.isAfter(now));
    }
}
