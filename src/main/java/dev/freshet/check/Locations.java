package dev.freshet.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where Camel finds the routes: what the home has stands before what the program carries. */
record Locations(Path home) {

    static final String PIPELINE = "routes/pipeline";
    static final String SERVICE = "routes/service";

    /** One for each built-in file of a folder. */
    List<String> files(String folder) {
        return BuiltIn.names(folder, SourceFile.ENDING).stream()
                .map(name -> file(folder, name))
                .toList();
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
