package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Synced;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sync makes of one change. */
class ChangesTest {

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

    private void syncHandbooks() throws Exception {
        documents.copyHandbooks();
        home.sync();
    }

    @Test
    void first_sync_indexes_every_kind_of_document() throws Exception {
        documents.copyHandbooks();

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +5 ~0 -0 =0 !0");
        assertThat(home.store().indexed())
                .containsExactly("handbook.docx", "handbook.html", "handbook.md", "handbook.pdf", "handbook.txt");
        home.assertEqualToFreshIngest();
    }

    @Test
    void second_sync_finds_nothing_to_do() throws Exception {
        syncHandbooks();

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~0 -0 =5 !0");
        assertThat(sync.embedded()).isZero();
        home.assertEqualToFreshIngest();
    }

    @Test
    void edited_document_replaces_its_old_text() throws Exception {
        syncHandbooks();
        documents.write("handbook.md", "# Harbour Gate\n\nThe old lighthouse is closed.\n");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~1 -0 =4 !0");
        assertThat(home.store().chunksOf("handbook.md"))
                .singleElement()
                .asString()
                .contains("old lighthouse");
        home.assertEqualToFreshIngest();
    }

    @Test
    void deleted_document_leaves_the_store() throws Exception {
        syncHandbooks();
        documents.delete("handbook.pdf");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~0 -1 =4 !0");
        assertThat(home.store().chunksOf("handbook.pdf")).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void renamed_document_embeds_nothing() throws Exception {
        syncHandbooks();
        documents.move("handbook.docx", "manual.docx");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +1 ~0 -1 =4 !0");
        assertThat(sync.embedded()).isZero();
        home.assertEqualToFreshIngest();
    }

    @Test
    void document_moved_to_another_folder_embeds_nothing() throws Exception {
        syncHandbooks();
        documents.move("handbook.pdf", "archive/2026/handbook.pdf");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +1 ~0 -1 =4 !0");
        assertThat(sync.embedded()).isZero();
        home.assertEqualToFreshIngest();
    }

    @Test
    void renamed_folder_moves_all_that_is_in_it() throws Exception {
        new TestFolder(documents.path("old")).copyHandbooks();
        home.sync();
        documents.move("old", "new");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +5 ~0 -5 =0 !0");
        assertThat(sync.embedded()).isZero();
        home.assertEqualToFreshIngest();
    }

    @Test
    void touched_document_changes_its_fingerprint_and_nothing_else() throws Exception {
        syncHandbooks();
        List<String> before = home.store().chunks();
        long revision = home.store().number("SELECT revision FROM store_revision");
        Files.setLastModifiedTime(documents.path("handbook.pdf"), FileTime.fromMillis(1_700_000_000_000L));

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~0 -0 =5 !0");
        assertThat(sync.embedded()).isZero();
        assertThat(home.store().chunks()).isEqualTo(before);
        assertThat(home.store().number("SELECT revision FROM store_revision")).isEqualTo(revision);
        home.assertEqualToFreshIngest();
    }

    @Test
    void edit_of_the_same_size_with_a_restored_time_is_seen() throws Exception {
        Path file = documents.write("gate.md", "The gate opens at 08:00.\n");
        home.sync();
        FileTime time = Files.getLastModifiedTime(file);
        documents.write("gate.md", "The gate opens at 09:30.\n");
        Files.setLastModifiedTime(file, time);

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~1 -0 =0 !0");
        assertThat(home.store().chunksOf("gate.md")).singleElement().asString().contains("09:30");
        home.assertEqualToFreshIngest();
    }

    @Test
    void content_that_goes_from_a_to_b_and_back_is_a_again_and_embeds_nothing() throws Exception {
        syncHandbooks();
        String a = documents.read("handbook.md");
        List<String> chunks = home.store().chunksOf("handbook.md");
        documents.write("handbook.md", "# B\n\nSomething else.\n");
        home.sync();
        documents.write("handbook.md", a);

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~1 -0 =4 !0");
        assertThat(sync.embedded()).isZero();
        assertThat(home.store().chunksOf("handbook.md")).isEqualTo(chunks);
        home.assertEqualToFreshIngest();
    }

    @Test
    void empty_documents_are_indexed_without_chunks() throws Exception {
        documents.copy("empty.txt", "nothing.txt");
        documents.write("nothing.md", "");
        documents.write("blank.md", " \n\n\t\n");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +3 ~0 -0 =0 !0");
        assertThat(home.store().indexed()).containsExactly("blank.md", "nothing.md", "nothing.txt");
        assertThat(home.store().chunks()).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void document_that_becomes_empty_loses_its_chunks_and_stays_indexed() throws Exception {
        syncHandbooks();
        documents.write("handbook.md", "");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~1 -0 =4 !0");
        assertThat(home.store().chunksOf("handbook.md")).isEmpty();
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =5 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void file_replaced_by_a_folder_of_its_name_and_back() throws Exception {
        documents.write("guide.md", "# Guide\n\nThe guide as a file.\n");
        documents.write("other.md", "# Other\n\nUntouched.\n");
        home.sync();
        documents.delete("guide.md");
        documents.write("guide.md/part.md", "# Part\n\nThe guide as a folder.\n");

        Synced toFolder = home.sync();

        assertThat(toFolder.counts()).isEqualTo("completed +1 ~0 -1 =1 !0");
        home.assertEqualToFreshIngest();
        documents.delete("guide.md");
        documents.write("guide.md", "# Guide\n\nThe guide as a file.\n");

        Synced back = home.sync();

        assertThat(back.counts()).isEqualTo("completed +1 ~0 -1 =1 !0");
        assertThat(back.embedded()).isZero();
        home.assertEqualToFreshIngest();
    }

    @Test
    void two_documents_that_swap_names_swap_contents() throws Exception {
        documents.writeNotes(2);
        home.sync();
        documents.move("note-1.md", "note-3.md");
        documents.move("note-2.md", "note-1.md");
        documents.move("note-3.md", "note-2.md");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~2 -0 =0 !0");
        assertThat(sync.embedded()).isZero();
        home.assertEqualToFreshIngest();
    }

    @Test
    void sources_with_the_same_file_names_stay_apart() throws Exception {
        TestFolder other = new TestFolder(folder.resolve("other"));
        other.write("gate.md", "# Gate\n\nThe northern gate.\n");
        documents.write("gate.md", "# Gate\n\nThe southern gate.\n");
        home.source("other", other.root()).write();
        home.sync();
        documents.delete("gate.md");
        documents.write("new.md", "# New\n\nNew.\n");

        home.sync();

        assertThat(home.lastRun("docs").counts().deleted()).isEqualTo(1);
        assertThat(home.lastRun("other").counts().unchanged()).isEqualTo(1);
        assertThat(home.store().chunksOf("gate.md")).singleElement().asString().contains("northern");
        home.assertEqualToFreshIngest();
    }
}
