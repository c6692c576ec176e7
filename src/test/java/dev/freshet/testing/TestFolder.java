package dev.freshet.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** A folder of documents that a test changes as a person or a program would. */
public record TestFolder(Path root) {

    public Path path(String name) {
        return root.resolve(name);
    }

    /** Writes a file, and the folders above it. */
    public Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file, and the folders above it. */
    public Path write(String name, byte[] bytes) throws IOException {
        Path file = path(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.write(file, bytes);
    }

    /** Copies one of the documents in {@code src/test/resources/documents}. */
    public Path copy(String resource, String name) throws IOException {
        return write(name, TestHome.resource(resource));
    }

    /** Copies documents of several kinds. */
    public TestFolder copyHandbooks() throws IOException {
        for (String kind : new String[] {"md", "html", "pdf", "docx", "txt"}) {
            copy("handbook." + kind, "handbook." + kind);
        }
        return this;
    }

    /** Writes small documents {@code note-1.md}, {@code note-2.md} and so on. */
    public TestFolder writeNotes(int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            write("note-" + i + ".md", "# Note " + i + "\n\nThe gate number " + i + " opens at noon.\n");
        }
        return this;
    }

    public String read(String name) throws IOException {
        return Files.readString(path(name));
    }

    public void move(String from, String to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(path(to).getParent()));
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a file or a folder with all that is in it. */
    public void delete(String name) throws IOException {
        try (Stream<Path> below = Files.walk(path(name))) {
            for (Path file : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
