package dev.freshet.check;

import dev.freshet.config.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kamelets a route can use: those of the home, then those inside the program. */
final class Kamelets {

    static final String FOLDER = "routes/kamelets";
    static final String ENDING = ".kamelet.yaml";

    private final Path folder;

    Kamelets(Path home) {
        this.folder = home.resolve(FOLDER);
    }

    /** Empty when there is none of that name, or when it can't be read, which its own check reports. */
    Optional<KameletDefinition> find(String name) {
        Report unheard = new Report(name, new Problems());
        Path file = folder.resolve(name + ENDING);
        if (Files.exists(file)) {
            return YamlReader.read(file, unheard).map(KameletDefinition::of);
        }
        return BuiltIn.text(FOLDER + "/" + name + ENDING)
                .flatMap(text -> YamlReader.parse(text, unheard))
                .map(KameletDefinition::of);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        BuiltIn.names(FOLDER, ENDING).forEach(name -> names.add(withoutEnding(name)));
        HomeFiles.below(folder).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(ENDING))
                .forEach(name -> names.add(withoutEnding(name)));
        return names;
    }

    boolean exists(String name) {
        return names().contains(name)
                || BuiltIn.text(FOLDER + "/" + name + ENDING).isPresent();
    }

    private static String withoutEnding(String name) {
        return name.substring(0, name.length() - ENDING.length());
    }
}
