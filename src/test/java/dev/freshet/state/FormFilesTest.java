package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise: no file of a form is left out, and the newest is that of the program. */
class FormFilesTest {

    static Stream<FormFiles> both() {
        return Stream.of(FormFiles.SQLITE, FormFiles.POSTGRESQL);
    }

    @ParameterizedTest
    @MethodSource("both")
    void all_files_of_the_folder_are_named(FormFiles files) throws IOException {
        try (Stream<Path> there = Files.list(Path.of("src/main/resources").resolve(files.folder()))) {
            assertThat(files.names())
                    .containsExactlyElementsOf(
                            there.map(file -> file.getFileName().toString())
                                    .sorted()
                                    .toList());
        }
        assertThat(files.names().get(files.names().size() - 1)).startsWith("V" + Engine.FORM + "__");
    }
}
