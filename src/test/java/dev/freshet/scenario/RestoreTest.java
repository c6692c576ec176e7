package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.DataFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: an older backup, put back, is brought up to date by one pass. */
class RestoreTest {

    @TempDir
    Path folder;

    @Test
    void a_backup_that_is_put_back_is_equal_to_a_fresh_ingest_after_the_next_pass() throws IOException {
        TestHome home = TestHome.in(folder);
        home.documents().writeNotes(12);
        home.sync();
        Path backup = folder.resolve("backup.db");
        new DataFolder(home.path(), "").backup(backup);
        home.documents().delete("note-3.md");
        home.documents().write("note-4.md", "# Changed\n\nIt says something else now.");
        home.documents().write("new.md", "# New\n\nIt came after the backup.");
        home.sync();

        Path file = home.data().resolve("freshet.db");
        Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(home.data().resolve("freshet.db-wal"));
        Files.deleteIfExists(home.data().resolve("freshet.db-shm"));
        assertThat(home.store().indexed()).contains("note-3.md").doesNotContain("new.md");
        assertThat(home.verify().isEqual()).isTrue();

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~1 -1 =10 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void without_a_backup_an_empty_data_folder_and_one_pass_give_the_same_store() throws IOException {
        TestHome home = TestHome.in(folder);
        home.documents().writeNotes(5);
        home.sync();
        Files.move(home.data(), folder.resolve("damaged"));

        home.sync();

        home.assertEqualToFreshIngest();
    }
}
