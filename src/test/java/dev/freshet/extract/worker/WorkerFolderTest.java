package dev.freshet.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Promise: what a killed Freshet left in the temporary folder goes at the next start, and nothing else does. */
class WorkerFolderTest {

    /** More than Linux ever gives a process. */
    private static final long GONE = 99_999_999;

    @Test
    void folders_of_a_process_that_is_gone_are_deleted_with_their_files() throws IOException {
        Path left = old(GONE);

        WorkerFolder.deleteLeft();

        assertThat(left).doesNotExist();
    }

    @Test
    void folders_of_a_living_process_and_new_ones_are_kept() throws IOException {
        Path ours = old(ProcessHandle.current().pid());
        Path recent = Files.createTempDirectory("freshet-extract-" + GONE + "-");

        WorkerFolder.deleteLeft();

        assertThat(ours).exists();
        assertThat(recent).exists();
        new WorkerFolder(ours).delete();
        new WorkerFolder(recent).delete();
    }

    private static Path old(long owner) throws IOException {
        Path folder = Files.createTempDirectory("freshet-extract-" + owner + "-");
        Files.writeString(folder.resolve("part"), "text");
        return Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
}
