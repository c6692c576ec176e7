package dev.freshet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of the files below {@code routes/} and of application.properties at one moment, by name relative to the home. */
record RouteTexts(Map<String, String> byName) {

    static final String OPTIONS = "application.properties";

    static RouteTexts of(Path home) {
        Map<String, String> texts = new TreeMap<>();
        add(home, home.resolve(OPTIONS), texts);
        Path routes = home.resolve("routes");
        if (Files.isDirectory(routes)) {
            try (Stream<Path> files = Files.walk(routes, FileVisitOption.FOLLOW_LINKS)) {
                files.filter(file -> file.toString().matches(".*\\.ya?ml")).forEach(file -> add(home, file, texts));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new RouteTexts(Map.copyOf(texts));
    }

    /** A file that goes while it is read is a change, which the next look sees. */
    private static void add(Path home, Path file, Map<String, String> texts) {
        if (Files.isRegularFile(file)) {
            try {
                texts.put(name(home, file), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            } catch (IOException e) {
                // Its check says why. Without permission it is another text than it was, and no good one.
                texts.put(name(home, file), "");
            }
        }
    }

    private static String name(Path home, Path file) {
        return home.relativize(file).toString().replace('\\', '/');
    }

    @Nullable
    String get(String name) {
        return byName.get(name);
    }

    /** Names whose texts differ, or that only one of both has. */
    Set<String> differences(RouteTexts other) {
        Set<String> names = new TreeSet<>(byName.keySet());
        names.addAll(other.byName.keySet());
        names.removeIf(name -> Objects.equals(get(name), other.get(name)));
        return names;
    }
}
