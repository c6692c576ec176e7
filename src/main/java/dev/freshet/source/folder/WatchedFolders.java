package dev.freshet.source.folder;

import dev.freshet.source.FileRules;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folders below a root that a watch needs: those that a walk would enter. One that can't be read has no watch, and the
 * pass over the source says so.
 */
record WatchedFolders(Path root, FileRules rules, boolean followLinks) implements FileTreeVisitor {

    static String id(Path root, Path path) {
        return root.relativize(path).toString().replace(root.getFileSystem().getSeparator(), "/");
    }

    /** Whether a walk enters this folder and each on the way to it; the root has the empty id. */
    static boolean isEntered(FileRules rules, String id) {
        if (id.isEmpty()) {
            return true;
        }
        int slash = id.lastIndexOf('/');
        return rules.folder(id, id.substring(slash + 1)).isEmpty()
                && isEntered(rules, id.substring(0, Math.max(slash, 0)));
    }

    @Override
    public void recursiveVisitFiles(Path start, Callback onDirectory, Callback onFile) throws IOException {
        Set<FileVisitOption> options =
                followLinks ? EnumSet.of(FileVisitOption.FOLLOW_LINKS) : EnumSet.noneOf(FileVisitOption.class);
        Files.walkFileTree(start, options, Integer.MAX_VALUE, new Visitor(onDirectory, onFile));
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private final Callback onDirectory;
        private final Callback onFile;

        Visitor(Callback onDirectory, Callback onFile) {
            this.onDirectory = onDirectory;
            this.onFile = onFile;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (!isEntered(rules, id(root, folder))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            try {
                onDirectory.call(folder);
                return FileVisitResult.CONTINUE;
            } catch (AccessDeniedException | NoSuchFileException e) {
                if (folder.equals(root)) {
                    throw e;
                }
                return FileVisitResult.SKIP_SUBTREE;
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            onFile.call(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
            if (file.equals(root)) {
                throw error;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error) {
            return FileVisitResult.CONTINUE;
        }
    }
}
