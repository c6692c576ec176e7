package dev.freshet.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

    private static List<Path> list(Path folder, int depth) {
        if (!Files.isDirectory(folder) || !isOpen(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " can't be listed: " + e.getMessage(), e);
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
