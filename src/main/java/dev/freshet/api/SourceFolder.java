package dev.freshet.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Finds a document that a client names, and lets none be named that is outside of the source's folder. Reads no file. */
final class SourceFolder {

    private static final String OUTSIDE = "That is outside of the source's folder.";

    private final Path root;

    SourceFolder(Path root) {
        this.root = root;
    }

    /**
     * The id of what a path names. Outside, the answer is the same whether there is something or not.
     *
     * @param text absolute, or below the folder
     * @throws Refusal 403 for anything outside, by {@code ..} or by a link
     */
    String id(String text) {
        try {
            Path path = Path.of(text);
            for (Path part : path) {
                if (part.toString().equals("..")) {
                    throw new Refusal(403, OUTSIDE);
                }
            }
            Path file = root.resolve(path).normalize();
            if (!file.startsWith(root) || file.equals(root) || leadsOut(file)) {
                throw new Refusal(403, OUTSIDE);
            }
            return root.relativize(file).toString().replace('\\', '/');
        } catch (InvalidPathException e) {
            throw new Refusal(400, "'path' is not the name of a file: " + e.getReason() + ".", e);
        }
    }

    /** Whether a link on the way leads out of the folder. What isn't there leads nowhere. */
    private boolean leadsOut(Path file) {
        try {
            Path real = root.toRealPath();
            for (Path at = file; at.startsWith(root) && !at.equals(root); at = parent(at)) {
                if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                    return !at.toRealPath().startsWith(real);
                }
            }
            return false;
        } catch (IOException unreadableOrDangling) {
            return true;
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    boolean exists(String id) {
        return Files.exists(root.resolve(id), LinkOption.NOFOLLOW_LINKS);
    }
}
