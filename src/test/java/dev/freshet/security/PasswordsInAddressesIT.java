package dev.freshet.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address with a password in it, as people write them, is never said in full. */
class PasswordsInAddressesIT {

    private static final String PASSWORD = "hunter2secret";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "git-source, repository: http://someone:hunter2secret@127.0.0.1:1/x.git",
        "git-source, repository: htp://someone:hunter2secret@127.0.0.1:1/x.git",
        "sitemap-source, sitemap: http://someone:hunter2secret@127.0.0.1:1/sitemap.xml",
        "folder-source, path: ftp://someone:hunter2secret@127.0.0.1:1/x"
    })
    void no_output_and_no_file_has_it(String kamelet, String parameter) throws IOException {
        TestHome home = TestHome.withoutSource(folder);
        Path sources = Files.createDirectories(home.path().resolve("routes/sources"));
        Files.writeString(sources.resolve("wiki.camel.yaml"), """
                - route:
                    id: wiki
                    from:
                      uri: kamelet:%s
                      parameters:
                        %s
                      steps:
                        - to: direct:ingest
                """.formatted(kamelet, parameter));

        String said = run(home, "sync") + run(home, "status", "--json");

        assertThat(said).isNotEmpty().doesNotContain(PASSWORD);
        if (Files.isDirectory(home.data())) {
            assertNoFileHasIt(home.data());
        }
    }

    private static String run(TestHome home, String... arguments) {
        return FreshetProcess.in(home.path()).run(arguments).toString();
    }

    private static void assertNoFileHasIt(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(PASSWORD);
            }
        }
    }
}
