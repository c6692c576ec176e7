package dev.freshet.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder below {@code src/test/resources/check/} is a home: {@code *.good} ones can start, {@code *.bad} ones can't.
 * What a person sees is pinned in the {@code .txt} file beside; a home without one is silent. With
 * {@code -Dfreshet.regenerate=true} the {@code .txt} files are written instead: read them before you commit them.
 */
class HomeFixturesTest {

    private static final Path FIXTURES = Path.of("src/test/resources/check");

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void says_what_is_pinned_beside_the_home(String name) throws IOException {
        Path home = FIXTURES.resolve(name).toAbsolutePath();
        Problems problems = new Problems();

        HomeCheck.check(home, problems);

        assertThat(problems.hasErrors()).as(problems.text()).isEqualTo(name.endsWith(".bad"));
        String said = problems.text().replace(home.toString(), "<home>");
        assertThat(said).isEqualTo(pinned(FIXTURES.resolve(name + ".txt"), said));
    }

    private static String pinned(Path file, String said) throws IOException {
        if (Boolean.getBoolean("freshet.regenerate") && !said.isEmpty()) {
            Files.writeString(file, said);
        }
        return Files.exists(file) ? Files.readString(file) : "";
    }

    static Stream<String> homes() throws IOException {
        try (Stream<Path> all = Files.list(FIXTURES)) {
            return all.filter(Files::isDirectory).map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }
}
