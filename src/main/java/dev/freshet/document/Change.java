package dev.freshet.document;

/** What happened to a document since it was last indexed. */
public enum Change {
    ADDED,
    UPDATED,
    DELETED,
    UNCHANGED
}
