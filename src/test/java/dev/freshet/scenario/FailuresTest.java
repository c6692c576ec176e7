package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Status;
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

/** A failure belongs to its document. */
class FailuresTest {

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

    private void makeDue() {
        home.store()
                .execute("UPDATE documents SET next_attempt_at = '2020-01-01T00:00:00.000Z' WHERE status = 'failed'");
    }

    @Test
    void broken_document_fails_with_a_reason_and_the_others_are_indexed() throws Exception {
        documents.copyHandbooks();
        documents.copy("broken.pdf", "broken.pdf");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +5 ~0 -0 =0 !1");
        assertThat(home.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.key().document()).isEqualTo("broken.pdf");
            assertThat(failure.stage()).isEqualTo("extract");
            assertThat(failure.attempts()).isEqualTo(1);
            assertThat(failure.error()).isNotBlank().doesNotContain("Exception");
        });
        home.assertEqualToFreshIngest();
    }

    @Test
    void document_that_becomes_broken_keeps_its_old_chunks_until_it_is_mended() throws Exception {
        documents.copyHandbooks();
        home.sync();
        List<String> before = home.store().chunks();
        documents.copy("broken.pdf", "handbook.pdf");

        Synced broken = home.sync();

        assertThat(broken.counts()).isEqualTo("completed +0 ~0 -0 =4 !1");
        assertThat(home.store().chunks()).isEqualTo(before);
        home.store().assertConsistent();
        documents.copy("owner-password.pdf", "handbook.pdf");
        Synced mended = home.sync();
        assertThat(mended.counts()).isEqualTo("completed +0 ~1 -0 =4 !0");
        assertThat(home.failures()).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void broken_document_that_gets_its_old_content_back_is_indexed_again() throws Exception {
        documents.copyHandbooks();
        home.sync();
        documents.copy("broken.pdf", "handbook.pdf");
        home.sync();
        documents.copy("handbook.pdf", "handbook.pdf");

        Synced mended = home.sync();

        assertThat(mended.counts()).isEqualTo("completed +0 ~1 -0 =4 !0");
        assertThat(mended.embedded()).isZero();
        assertThat(home.failures()).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void broken_document_that_is_deleted_leaves_state_and_store() throws Exception {
        documents.copyHandbooks();
        home.sync();
        documents.copy("broken.pdf", "handbook.pdf");
        documents.copy("broken.docx", "broken.docx");
        home.sync();
        documents.delete("handbook.pdf");
        documents.delete("broken.docx");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~0 -2 =4 !0");
        assertThat(home.failures()).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void failed_document_is_left_alone_until_it_is_due_and_quarantined_after_the_last_attempt() throws Exception {
        home.option("freshet.retry.attempts", "2").option("freshet.retry.first-delay", "1h");
        documents.copy("broken.pdf", "broken.pdf");
        documents.writeNotes(1);
        home.sync();

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =1 !1");
        assertThat(home.failures().get(0).attempts()).isEqualTo(1);

        makeDue();
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =1 !1");
        assertThat(home.failures().get(0).attempts()).isEqualTo(2);
        assertThat(home.failures().get(0).status()).isEqualTo(Status.QUARANTINED);

        makeDue();
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =1 !1");
        assertThat(home.failures().get(0).attempts()).isEqualTo(2);

        assertThat(home.retry().counts()).isEqualTo("completed +0 ~0 -0 =1 !1");
        assertThat(home.failures().get(0).attempts()).isEqualTo(1);
        assertThat(home.failures().get(0).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void attempt_that_is_due_succeeds_when_its_cause_is_gone() throws Exception {
        home.option("freshet.retry.attempts", "2");
        documents.copyHandbooks();
        home.sync();
        home.store()
                .execute(
                        "UPDATE documents SET status = 'failed', stage = 'embed', error = 'out of memory', attempts = 1,"
                                + " next_attempt_at = '2020-01-01T00:00:00.000Z' WHERE document = 'handbook.md'");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~1 -0 =4 !0");
        assertThat(sync.embedded()).isZero();
        assertThat(home.failures()).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void changed_document_leaves_quarantine() throws Exception {
        home.option("freshet.retry.attempts", "1");
        documents.copy("encrypted.pdf", "handbook.pdf");
        home.sync();
        assertThat(home.failures().get(0).status()).isEqualTo(Status.QUARANTINED);
        documents.copy("handbook.pdf", "handbook.pdf");

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        assertThat(home.failures()).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void touched_broken_document_keeps_its_attempts_below_the_last() throws Exception {
        documents.copy("broken.pdf", "broken.pdf");
        home.sync();
        Files.setLastModifiedTime(documents.path("broken.pdf"), FileTime.fromMillis(1_700_000_000_000L));

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =0 !1");
        assertThat(home.failures().get(0).attempts()).isEqualTo(1);
        home.store().assertConsistent();
    }

    @Test
    void full_and_rebuild_passes_keep_what_a_broken_document_had() throws Exception {
        documents.copyHandbooks();
        home.sync();
        List<String> before = home.store().chunksOf("handbook.pdf");
        documents.copy("broken.pdf", "handbook.pdf");

        assertThat(home.sync(TestHome.FULL).counts()).isEqualTo("completed +0 ~0 -0 =4 !1");
        assertThat(home.sync(TestHome.REBUILD).counts()).isEqualTo("completed +0 ~4 -0 =0 !1");

        assertThat(home.store().chunksOf("handbook.pdf")).isEqualTo(before);
        home.store().assertConsistent();
    }

    @Test
    void message_without_a_document_id_fails_the_pass_and_says_what_to_add() throws Exception {
        documents.writeNotes(2);
        home.sync();
        List<String> before = home.store().chunks();
        documents.write("note-1.md", "# Edited\n\nEdited.\n");
        documents.delete("note-2.md");
        home.docs().step("removeHeaders: {pattern: '*'}").write();

        Synced sync = home.sync();

        assertThat(sync.counts()).startsWith("failed");
        assertThat(sync.run().message()).contains("sets no header 'FreshetDocument'");
        assertThat(home.store().chunks()).isEqualTo(before);
        home.store().assertConsistent();
    }
}
