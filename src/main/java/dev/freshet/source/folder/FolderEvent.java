package dev.freshet.source.folder;

/**
 * Something that happened below a watched folder.
 *
 * @param id path below the root, with {@code /}; empty where all of it may have changed
 */
public record FolderEvent(Kind kind, String id) {

    /** What happened. */
    public enum Kind {
        /** A file came, or was written to. */
        SAVED,
        /** A file went. */
        GONE,
        /** A folder came or went, with all that is in it. */
        FOLDER,
        /** Anything may have happened: events were lost, or the watch has only begun. */
        UNKNOWN
    }
}
