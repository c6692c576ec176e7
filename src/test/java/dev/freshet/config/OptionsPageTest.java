package dev.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With {@code -Dfreshet.regenerate=true} these tests write the files instead of comparing them. */
class OptionsPageTest {

    private static final String BEGIN = "<!-- generated from the options -->\n";
    private static final String END = "<!-- end of generated -->";

    @Test
    void the_documentation_lists_the_options_as_they_are_declared() throws IOException {
        assertUpToDate(Path.of("docs/options.md"), OptionsPage.markdown(Settings.OPTIONS));
    }

    @Test
    void the_readme_lists_the_options_as_they_are_declared() throws IOException {
        Path readme = Path.of("README.md");
        String page = Files.readString(readme);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);

        assertThat(page).contains(BEGIN, END);
        assertUpToDate(readme, page.substring(0, begin) + OptionsPage.table(Settings.OPTIONS) + page.substring(end));
    }

    @Test
    void the_commented_file_lists_the_options_as_they_are_declared() throws IOException {
        assertUpToDate(Path.of(PropertiesFile.NAME), OptionsPage.properties(Settings.OPTIONS));
    }

    @Test
    void every_default_and_every_example_can_be_read() {
        for (Option<?> option : Settings.OPTIONS) {
            assertThat(option.parse(option.presetText())).isEqualTo(option.preset());
            assertThat(option.parse(option.example())).isNotNull();
            assertThat(option.description()).endsWith(".");
        }
    }

    private static void assertUpToDate(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("freshet.regenerate")) {
            Files.writeString(file, expected);
        }

        assertThat(file)
                .as("run: mvn test -Dtest=OptionsPageTest -Dfreshet.regenerate=true")
                .hasContent(expected);
    }
}
