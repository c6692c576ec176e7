package dev.freshet.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who else has an account on this machine reads no document. */
class DataFolderTest {

    @TempDir
    Path folder;

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void assertPrivate(Path data) throws IOException {
        assertThat(rights(data)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(data)) {
            List<Path> plain = files.filter(Files::isRegularFile).toList();
            assertThat(plain).isNotEmpty();
            for (Path file : plain) {
                assertThat(rights(file)).as(file.toString()).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_new_data_folder_and_the_files_in_it_are_the_owners_alone() throws IOException {
        TestHome home = TestHome.in(folder);
        home.documents().writeNotes(2);

        home.sync();

        assertPrivate(home.data());
    }

    @Test
    void rights_that_others_have_are_taken_away_at_the_next_start() throws IOException {
        TestHome home = TestHome.in(folder);
        home.documents().writeNotes(2);
        home.sync();
        Files.setPosixFilePermissions(home.data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(home.data().resolve("freshet.db"), PosixFilePermissions.fromString("rw-r--r--"));

        try (TestService service = TestService.of(home)) {
            assertThat(service.get("/status").statusCode()).isEqualTo(200);
            assertPrivate(home.data());
        }
    }
}
