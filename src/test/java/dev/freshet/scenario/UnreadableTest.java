package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operating system refuses to show is not gone. A process of its own runs the sync, without root's privileges. */
class UnreadableTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestFolder documents;

    @BeforeEach
    void makeHome() {
        home = TestHome.in(folder);
        documents = home.documents();
    }

    private static final String CAPABILITIES = "-dac_override,-dac_read_search";

    private Run syncWithoutPrivileges() throws Exception {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            Assumptions.assumeTrue(
                    Files.exists(Path.of("/usr/bin/setpriv")), "root reads everything, and there is no setpriv");
            command.addAll(List.of("setpriv", "--bounding-set=" + CAPABILITIES, "--inh-caps=" + CAPABILITIES));
        }
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "dev.freshet.Main",
                "--home",
                home.path().toString(),
                "sync"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return home.lastRun("docs");
    }

    private void allow(String name, String permissions) throws IOException {
        Files.setPosixFilePermissions(documents.path(name), PosixFilePermissions.fromString(permissions));
    }

    @Test
    void unreadable_file_fails_keeps_its_chunks_and_is_indexed_when_it_can_be_read() throws Exception {
        documents.writeNotes(3);
        home.sync();
        List<String> before = home.store().chunks();
        documents.write("note-2.md", "# Note 2\n\nSecret now.\n");
        allow("note-2.md", "---------");

        Run run = syncWithoutPrivileges();

        assertThat(run.counts().failed()).isEqualTo(1);
        assertThat(run.counts().unchanged()).isEqualTo(2);
        assertThat(run.counts().deleted()).isZero();
        assertThat(home.store().chunks()).isEqualTo(before);
        assertThat(home.failures().get(0).error()).contains("may not be read by the user");
        allow("note-2.md", "rw-r--r--");
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~1 -0 =2 !0");
        home.assertEqualToFreshIngest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"---------", "r--------", "--x------"})
    void unreadable_folder_deletes_nothing_anywhere(String permissions) throws Exception {
        documents.writeNotes(3);
        documents.write("closed/secret.md", "# Secret\n\nSecret.\n");
        home.sync();
        List<String> before = home.store().chunks();
        documents.delete("note-1.md");
        allow("closed", permissions);

        Run run = syncWithoutPrivileges();

        allow("closed", "rwxr-xr-x");
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.message()).contains("closed").contains("can't be read");
        assertThat(run.counts().deleted()).isZero();
        assertThat(home.store().chunks()).isEqualTo(before);
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -1 =3 !0");
        home.assertEqualToFreshIngest();
    }
}
