package dev.freshet.health;

/**
 * Something that needs a person.
 *
 * @param source empty = the whole service
 * @param message the fact, then the remedy
 */
public record Finding(String source, Kind kind, String message) {

    /** What can be wrong. */
    public enum Kind {
        FAILED_RUN("failed-run"),
        HELD("held"),
        STALE("stale"),
        FAILURES("failures"),
        STORE("store-differs"),
        MIGRATION("migration-held"),
        BROKEN_ROUTE("broken-route"),
        OUTAGE("outage");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The form in the state, in JSON and in metrics. */
        public String text() {
            return text;
        }
    }
}
