package dev.freshet.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A source file in the making. */
public final class TestSource {

    private final Path file;
    private final String id;
    private final String kamelet;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<String> steps = new ArrayList<>();

    TestSource(Path file, String id, Path root) {
        this(file, id, "folder-source");
        with("path", root.toString());
        with("settle", "0s");
    }

    TestSource(Path file, String id, String kamelet) {
        this.file = file;
        this.id = id;
        this.kamelet = kamelet;
    }

    /** Sets a parameter of the kamelet. */
    public TestSource with(String parameter, String value) {
        parameters.put(parameter, value);
        return this;
    }

    /** Adds a step before the ingest, as one line of YAML in flow style. */
    public TestSource step(String yaml) {
        steps.add(yaml);
        return this;
    }

    /** Writes the file over what it was. */
    public void write() {
        StringBuilder yaml = new StringBuilder(
                "- route:\n    id: " + id + "\n    from:\n      uri: kamelet:" + kamelet + "\n      parameters:\n");
        parameters.forEach(
                (name, value) -> yaml.append("        %s: '%s'%n".formatted(name, value.replace("'", "''"))));
        yaml.append("      steps:\n");
        steps.forEach(step -> yaml.append("        - ").append(step).append('\n'));
        yaml.append("        - to: direct:ingest\n");
        TestHome.write(file, yaml.toString());
    }
}
