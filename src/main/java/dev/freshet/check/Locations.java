package dev.freshet.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where Camel finds the routes: what the home has stands before what the program carries. */
record Locations(Path home) {

    static final String PIPELINE = "routes/pipeline";
    static final String SERVICE = "routes/service";

    /** One for each file of the built-in pipeline. */
    List<String> pipeline() {
        return files(PIPELINE, BuiltIn.names(PIPELINE, SourceFile.ENDING));
    }

    /** One for each built-in file, and for each that the home adds. */
    List<String> service() {
        Set<String> names = new TreeSet<>(BuiltIn.names(SERVICE, SourceFile.ENDING));
        HomeFiles.below(home.resolve(SERVICE)).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(SourceFile.ENDING))
                .forEach(names::add);
        return files(SERVICE, names);
    }

    private List<String> files(String folder, Set<String> names) {
        return names.stream().map(name -> file(folder, name)).toList();
    }

    private String file(String folder, String name) {
        Path own = home.resolve(folder).resolve(name);
        return Files.exists(own) ? "file:" + own : "classpath:" + folder + "/" + name;
    }

    List<String> kamelets() {
        Path own = home.resolve(Kamelets.FOLDER);
        String builtIn = "classpath:" + Kamelets.FOLDER;
        return Files.isDirectory(own) ? List.of("file:" + own, builtIn) : List.of(builtIn);
    }
}
