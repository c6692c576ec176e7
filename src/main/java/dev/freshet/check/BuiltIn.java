package dev.freshet.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files that the program carries. */
final class BuiltIn {

    private BuiltIn() {}

    static Optional<String> text(String resource) {
        try (InputStream in = BuiltIn.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own " + resource + " can't be read", e);
        }
    }

    /** File names directly below a folder. Read from the jar's own list: many jars have no entries for folders. */
    static Set<String> names(String folder, String ending) {
        try {
            Path program = Path.of(BuiltIn.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(program)
                    ? namesInFolder(program.resolve(folder), ending)
                    : namesInJar(program, folder + "/", ending);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("The program's own " + folder + " can't be listed: " + e.getMessage(), e);
        }
    }

    private static Set<String> namesInFolder(Path folder, String ending) {
        Set<String> names = new TreeSet<>();
        for (Path file : HomeFiles.below(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(ending)) {
                names.add(name);
            }
        }
        return names;
    }

    private static Set<String> namesInJar(Path jar, String prefix, String ending) throws IOException {
        Set<String> names = new TreeSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(prefix) && name.endsWith(ending))
                    .map(name -> name.substring(prefix.length()))
                    .filter(name -> !name.contains("/"))
                    .forEach(names::add);
        }
        return names;
    }
}
