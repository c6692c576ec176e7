package dev.freshet.document;

import java.util.Locale;

/** How things stand with a document that was seen. */
public enum Status {
    /** The store holds the chunks of its newest content. */
    INDEXED,
    /** The last attempt failed; it is tried again when its time has come or its content has changed. */
    FAILED,
    /** All attempts failed; it is tried again when its content changes or a person says so. */
    QUARANTINED;

    /** The form in the state and in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Status of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
