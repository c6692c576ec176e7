package dev.freshet;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code lib/} beside the jar, for components and drivers that the jar doesn't carry. The manifest names this
 * class as the jar's {@code Launcher-Agent-Class}: Java calls it before {@code main}, and whatever loads classes later
 * finds those of the folder behind the jar's own.
 */
public final class LibraryFolder {

    static final String NAME = "lib";

    private static final List<String> REFUSED = new ArrayList<>();

    private LibraryFolder() {}

    /** Called by Java. What can't be read is kept for {@link #refused}, since this is too early for a message. */
    @SuppressWarnings("unused")
    public static void agentmain(@Nullable String arguments, Instrumentation java) throws URISyntaxException {
        Path jar = Path.of(LibraryFolder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try {
            jars(Objects.requireNonNull(jar.toRealPath().getParent()).resolve(NAME))
                    .forEach(library -> add(library, java));
        } catch (IOException e) {
            REFUSED.add(NAME + "/ beside " + jar + " can't be read: " + e);
        }
    }

    /** In the order of their names, so that every start finds the same classes. */
    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static void add(Path library, Instrumentation java) {
        try (JarFile jar = new JarFile(library.toFile())) {
            java.appendToSystemClassLoaderSearch(jar);
        } catch (IOException e) {
            REFUSED.add(
                    library + " is not a jar that can be read (" + e.getMessage() + "). Copy it again, or remove it.");
        }
    }

    /** A sentence for each file that can't be read; empty when all is well. */
    static List<String> refused() {
        return List.copyOf(REFUSED);
    }
}
