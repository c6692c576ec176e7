package dev.freshet.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Lists the files of a home, in the order of their names. */
final class HomeFiles {

    private HomeFiles() {}

    /** The files directly below a folder; none when there is no such folder, or no permission. */
    static List<Path> below(Path folder) {
        return list(folder, 1);
    }

    /** The files at any depth below a folder. */
    static List<Path> allBelow(Path folder) {
        return list(folder, Integer.MAX_VALUE);
    }

    /** The folders at any depth, the first included, that can't be listed or read. */
    static List<Path> closedBelow(Path folder) {
        return walk(folder, Integer.MAX_VALUE).closed();
    }

    private static List<Path> list(Path folder, int depth) {
        return walk(folder, depth).files();
    }

    private record Listing(List<Path> files, List<Path> closed) {}

    private static Listing walk(Path folder, int depth) {
        List<Path> files = new ArrayList<>();
        List<Path> closed = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return new Listing(files, closed);
        }
        try {
            Files.walkFileTree(folder, Set.of(), depth, new Collector(files, closed));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " can't be listed: " + e.getMessage(), e);
        }
        Collections.sort(files);
        return new Listing(files, closed);
    }

    /** Goes on past what it can't open. */
    private static final class Collector extends SimpleFileVisitor<Path> {

        private final List<Path> files;
        private final List<Path> closed;

        Collector(List<Path> files, List<Path> closed) {
            this.files = files;
            this.closed = closed;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (isOpen(folder)) {
                return FileVisitResult.CONTINUE;
            }
            closed.add(folder);
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException reason) {
            closed.add(file);
            return FileVisitResult.CONTINUE;
        }
    }

    /** Whether the files of a folder can be listed and read. */
    static boolean isOpen(Path folder) {
        return Files.isReadable(folder) && Files.isExecutable(folder);
    }

    /** As messages name it: relative to the home, with slashes. */
    static String name(Path home, Path file) {
        return home.relativize(file).toString().replace('\\', '/');
    }
}
