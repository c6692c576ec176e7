package dev.freshet.verify;

import dev.freshet.document.DocumentKey;
import java.util.Locale;

/**
 * A chunk about which state and store disagree.
 *
 * @param document as the state has it or, where it knows no such chunk, the store
 * @param reason what is wrong, for people
 */
public record Divergence(Kind kind, String chunkId, DocumentKey document, String reason) {

    /** How they disagree. */
    public enum Kind {
        /** The state says that the store holds it, and it doesn't. */
        MISSING,
        /** The store holds it under a source of ours, and the state doesn't know it. */
        ORPHANED,
        /** Both have it, and what the store holds isn't what the state says. */
        STALE,
        /** It isn't ours: of a source that this state never knew, or without the id that we would give it. Never touched. */
        FOREIGN;

        /** The form in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
