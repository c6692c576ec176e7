package dev.freshet.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An example file of {@code freshet init}, made into a source as its reader would: copied, with its address corrected. */
record Example(String name, String text) {

    private static final Path FOLDER = Path.of("src/main/resources/home/routes/sources/examples");

    static Example named(String name) throws IOException {
        return new Example(name, Files.readString(FOLDER.resolve(name + ".camel.yaml.example")));
    }

    /** Puts something in the place of what is written there. */
    Example with(String written, String value) {
        assertThat(text).contains(written);
        return new Example(name, text.replace(written, value));
    }

    /** Gives an environment variable a value. */
    Example environment(String variable, String value) {
        return with("{{env:" + variable + "}}", value);
    }

    /** Makes it the source {@code docs}. */
    void write(TestHome home) throws IOException {
        Files.writeString(
                home.path().resolve("routes/sources/docs.camel.yaml"),
                with("id: " + name + "\n", "id: docs\n").text());
    }
}
