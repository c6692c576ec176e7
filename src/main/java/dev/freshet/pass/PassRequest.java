package dev.freshet.pass;

import java.util.Locale;

/**
 * What a pass is asked to do.
 *
 * @param kind how much it looks at
 * @param trigger who asked, for the record: {@code schedule}, {@code cli}, …
 * @param approvedDeletions so many deletions are allowed whatever the guard says; 0 = none
 */
public record PassRequest(Kind kind, String trigger, long approvedDeletions) {

    /** How much a pass looks at. */
    public enum Kind {
        /** What the fingerprints say has changed. */
        SYNC,
        /** Reads and hashes everything, and ingests what has changed. */
        FULL,
        /** Ingests everything again, and embeds it again. */
        REBUILD;

        /** The form in the state and in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static PassRequest scheduled() {
        return new PassRequest(Kind.SYNC, "schedule", 0);
    }
}
