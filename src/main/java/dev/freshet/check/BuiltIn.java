package dev.freshet.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
        Path program = program();
        return Files.isDirectory(program)
                ? namesInFolder(program.resolve(folder), ending)
                : namesInJar(folder + "/", ending);
    }

    private static Path program() {
        try {
            return Path.of(BuiltIn.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The program doesn't know where it is: " + e.getMessage(), e);
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

    private static Set<String> namesInJar(String prefix, String ending) {
        return Jar.FILES.stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(ending))
                .map(name -> name.substring(prefix.length()))
                .filter(name -> !name.contains("/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The jar has some ten thousand entries, and each start asks several times. */
    private static final class Jar {

        private static final List<String> FILES = files();

        private static List<String> files() {
            try (ZipFile zip = new ZipFile(program().toFile())) {
                return zip.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.endsWith(".yaml"))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException("The program's own files can't be listed: " + e.getMessage(), e);
            }
        }
    }
}
