package dev.freshet.source.folder;

import dev.freshet.source.Exclusion;
import java.io.IOException;

/** Hears what a walk finds, on the thread that asked for it. */
public interface FolderVisitor {

    /** A file that is a document. */
    void document(FolderFile file);

    /** A file or folder that a rule leaves out. */
    void excluded(String id, Exclusion rule);

    /** A folder or file that could not be looked at: what is below it is unknown. */
    void unreadable(String id, IOException error);

    /** Whether the walk should end early. */
    boolean cancelled();
}
