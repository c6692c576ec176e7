package dev.freshet.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where Camel finds the routes: what the home has stands before what the program carries. */
record Locations(Path home) {

    static final String PIPELINE = "routes/pipeline";

    /** One for each file of the built-in pipeline. */
    List<String> pipeline(Set<String> builtIn) {
        return builtIn.stream().map(this::pipelineFile).toList();
    }

    private String pipelineFile(String name) {
        Path own = home.resolve(PIPELINE).resolve(name);
        return Files.exists(own) ? "file:" + own : "classpath:" + PIPELINE + "/" + name;
    }

    List<String> kamelets() {
        Path own = home.resolve(Kamelets.FOLDER);
        String builtIn = "classpath:" + Kamelets.FOLDER;
        return Files.isDirectory(own) ? List.of("file:" + own, builtIn) : List.of(builtIn);
    }
}
