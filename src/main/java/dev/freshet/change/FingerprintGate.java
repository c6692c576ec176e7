package dev.freshet.change;

import dev.freshet.document.Status;
import dev.freshet.state.DocumentRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first of the two gates: whether a listed document is worth reading. An equal fingerprint saves the reading and
 * proves nothing, so the second gate compares checksums.
 *
 * @param recipe the recipe in force; a document made with another one is made again
 * @param everything whether all documents are read whatever their fingerprint (full and rebuild passes)
 * @param now compared with the next attempt of failed documents
 */
public record FingerprintGate(String recipe, boolean everything, Instant now) {

    /** What to do with a listed document. */
    public enum Verdict {
        /** Read it. */
        LOOK,
        /** Read it after the others: an attempt at it failed, or the process died over it. */
        LOOK_LAST,
        /** It is as it was. */
        UNCHANGED,
        /** It failed, hasn't changed since, and its next attempt isn't due. */
        STILL_FAILED
    }

    /**
     * Judges a document.
     *
     * @param row what the state knows of it; null = nothing
     * @param fingerprint as listed now
     */
    public Verdict see(@Nullable DocumentRow row, String fingerprint) {
        if (row == null) {
            return Verdict.LOOK;
        }
        boolean same = row.fingerprint().equals(fingerprint) && row.recipe().equals(recipe);
        if (row.status() == Status.INDEXED) {
            return same && !everything ? Verdict.UNCHANGED : Verdict.LOOK;
        }
        return same && !row.dueAt(now) ? Verdict.STILL_FAILED : Verdict.LOOK_LAST;
    }
}
