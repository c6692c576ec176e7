package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.recipe.S3Server;
import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.FreshetProcess.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with a folder {@code lib/} beside it, which holds what the jar doesn't carry: the S3 component. */
class LibraryFolderIT {

    private static final Pattern S3 =
            Pattern.compile("camel-aws|/software/amazon/|reactive-streams|/httpc(lient|ore)-4|netty-transport-classes");

    @TempDir
    private Path folder;

    private Path home;
    private Path jar;
    private Path libraries;

    @BeforeEach
    void a_program_with_an_empty_folder_for_libraries() throws IOException {
        home = folder.resolve("home");
        libraries = Files.createDirectories(folder.resolve("program/lib"));
        jar = folder.resolve("program/freshet.jar");
        Files.copy(FreshetProcess.jar(), jar);
        Files.createDirectories(home);
        assertThat(freshet("init").exitCode()).isZero();
        Files.delete(home.resolve("routes/sources/documents-folder.camel.yaml"));
        Files.copy(
                home.resolve("routes/sources/examples/bucket-s3.camel.yaml.example"),
                home.resolve("routes/sources/bucket-s3.camel.yaml"));
    }

    private Result freshet(String... arguments) {
        return FreshetProcess.in(home)
                .jar(jar)
                .environment("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .environment("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
                .run(arguments);
    }

    private void putS3IntoLibraries() throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<Path> jars = Stream.of(path.split(File.pathSeparator))
                .filter(entry -> S3.matcher(entry).find())
                .map(Path::of)
                .toList();
        assertThat(jars).hasSizeGreaterThan(20);
        for (Path library : jars) {
            Files.copy(library, libraries.resolve(library.getFileName()));
        }
    }

    private void account(String address) throws IOException {
        Files.writeString(home.resolve("application.properties"), """
                camel.component.aws2-s3.region = eu-central-1
                camel.component.aws2-s3.access-key = {{env:AWS_ACCESS_KEY_ID}}
                camel.component.aws2-s3.secret-key = {{env:AWS_SECRET_ACCESS_KEY}}
                camel.component.aws2-s3.override-endpoint = true
                camel.component.aws2-s3.uri-endpoint-override = %s
                camel.component.aws2-s3.force-path-style = true
                """.formatted(address));
    }

    @Test
    void a_component_in_lib_is_found() throws Exception {
        putS3IntoLibraries();
        try (S3Server server = new S3Server()) {
            account(server.address());
            server.put("gates.md", "The gates open at six.");

            Result validate = freshet("validate");
            Result sync = freshet("sync");
            Result search = freshet("search", "when do the gates open", "--where", "team=support");

            assertThat(validate).isEqualTo(new Result(0, "1 source, all valid.\n", ""));
            assertThat(sync.exitCode()).as(sync.toString()).isZero();
            assertThat(sync.out()).containsPattern("bucket-s3 +completed +1 +1 ");
            assertThat(search.out()).contains("bucket-s3:gates.md", "at six");
            assertThat(sync.err()).doesNotContain("WARN", S3Server.SECRET);
        }
    }

    @Test
    void a_component_that_is_missing_is_named_with_the_place_where_it_belongs() throws IOException {
        String remedy = "there is no component 'aws2-s3'. Correct the uri, or put camel-aws2-s3 and the jars that it"
                + " needs into lib/ beside freshet.jar.";
        Result plain = freshet("validate");
        account("http://localhost");
        Result configured = freshet("validate");

        assertThat(plain.exitCode()).isEqualTo(2);
        assertThat(plain.err()).contains("routes/sources/bucket-s3.camel.yaml", remedy, "Nothing was started.");
        assertThat(configured.exitCode()).isEqualTo(2);
        assertThat(configured.err()).contains(remedy, "Nothing was started.");
    }

    @Test
    void a_jar_in_lib_that_is_none_is_named_and_nothing_is_started() throws IOException {
        Path broken = Files.writeString(libraries.resolve("broken.jar"), "<html>404 not found</html>");
        Files.writeString(libraries.resolve("README.txt"), "Not a jar, and not meant to be one.");

        Result result = freshet("sync");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(broken.toRealPath() + " is not a jar that can be read", "remove it", "Nothing was started.");
        assertThat(result.err()).doesNotContain("Exception", "README");
    }
}
