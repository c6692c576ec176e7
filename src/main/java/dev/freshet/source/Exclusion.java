package dev.freshet.source;

/** Why a file below the root is not a document. */
public enum Exclusion {
    NOT_INCLUDED("not included"),
    EXCLUDED("excluded"),
    HIDDEN("hidden"),
    TEMPORARY("temporary"),
    LINK("link"),
    NOT_A_FILE("not a file"),
    TOO_LARGE("too large");

    private final String text;

    Exclusion(String text) {
        this.text = text;
    }

    /** The rule's name, for people. */
    public String text() {
        return text;
    }
}
