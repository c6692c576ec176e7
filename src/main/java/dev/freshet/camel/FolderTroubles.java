package dev.freshet.camel;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Why the listing of a folder isn't complete, and what a person can do. */
record FolderTroubles(Path root, String source) {

    String root(IOException error) {
        String remedy = " Its documents were kept. Mount or create the folder, or correct 'path' in routes/sources/"
                + source + ".camel.yaml.";
        if (error instanceof NoSuchFileException) {
            return "The folder " + root + " doesn't exist." + remedy;
        }
        if (error instanceof NotDirectoryException) {
            return root + " is not a folder." + remedy;
        }
        return "The folder " + root + " can't be read (" + Reasons.of(error) + ")." + remedy;
    }

    String wentAway() {
        return "The folder " + root + " went away while the pass read it, as a mount does that is pulled."
                + " Its documents were kept. Mount it again; the next pass goes on.";
    }

    String stopped() {
        return "Freshet was stopped before the listing of " + root + " was at its end.";
    }

    String undecodable(String id) {
        return "The name of '" + id + "' below " + root + " can't be read as UTF-8. Rename the file,"
                + " or start Freshet with LC_ALL=C.UTF-8. Nothing was deleted.";
    }

    String unreadable(String id, IOException error) {
        return "'" + id + "' below " + root + " can't be read (" + Reasons.of(error)
                + "). The documents in it were kept"
                + " and nothing was deleted anywhere in this source. Give the user '" + System.getProperty("user.name")
                + "' the right to read it, or exclude it.";
    }
}
