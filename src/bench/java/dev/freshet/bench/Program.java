package dev.freshet.bench;

import dev.freshet.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** What benches start as a process of its own. */
final class Program {

    private Program() {}

    /** The jar that people run; where it isn't built, one that names the class path of this process. */
    static Path jar(Path folder) throws IOException {
        Path jar = Path.of(System.getProperty("freshet.jar", "target/freshet.jar"));
        if (Files.exists(jar)) {
            return jar.toAbsolutePath();
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry ->
                                        Path.of(entry).toAbsolutePath().toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path made = folder.resolve("freshet.jar");
        new JarOutputStream(Files.newOutputStream(made), manifest).close();
        return made;
    }
}
