package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problems;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.state.RunStatus;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is deleted without proof, and never much of it without a person's word. */
class DeletionTest {

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

    private void sync(int count) throws Exception {
        documents.writeNotes(count);
        assertThat(home.sync().run().counts().added()).isEqualTo(count);
    }

    private void delete(int from, int to) throws Exception {
        for (int i = from; i <= to; i++) {
            documents.delete("note-" + i + ".md");
        }
    }

    private Synced approve(long ceiling) {
        return home.sync(new PassRequest(Kind.SYNC, "test", ceiling));
    }

    private void assertKept(Synced sync, List<String> before, String message) {
        assertThat(sync.run().message()).contains(message);
        assertThat(sync.run().counts().deleted()).isZero();
        assertThat(home.store().chunks()).isEqualTo(before);
        home.store().assertConsistent();
    }

    private void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void folder_of_many_documents_that_is_renamed_is_no_mass_deletion() throws Exception {
        for (int i = 0; i < 30; i++) {
            documents.write("old/page-" + i + ".md", "# Page " + i + "\n\nThe lock number " + i + " opens at noon.\n");
        }
        home.sync();
        documents.move("old", "new");

        TestHome.Plan plan = home.plan();
        Synced sync = home.sync();

        assertThat(plan.runs().run().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(sync.run().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(sync.run().counts().deleted()).isEqualTo(30);
        assertThat(sync.embedded()).isZero();
        home.assertEqualToFreshIngest();
    }

    @Test
    void plan_names_the_documents_whose_deletion_would_be_held() throws Exception {
        sync(20);
        delete(1, 15);

        TestHome.Plan plan = home.plan();

        assertThat(plan.runs().run().status()).isEqualTo(RunStatus.HELD);
        assertThat(plan.runs().run().message()).doesNotContain("--approve");
        assertThat(plan.lines()).hasSize(15);
    }

    @Test
    void root_that_goes_missing_deletes_nothing() throws Exception {
        sync(3);
        List<String> before = home.store().chunks();
        Path unmounted = folder.resolve("unmounted");

        Synced sync = home.sync(TestHome.SYNC, () -> move(documents.root(), unmounted));

        assertThat(sync.counts()).startsWith("failed");
        assertKept(sync, before, "doesn't exist");
        move(unmounted, documents.root());
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =3 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void root_that_is_missing_stops_the_sync_before_it_begins() throws Exception {
        sync(1);
        move(documents.root(), folder.resolve("unmounted"));
        Problems problems = new Problems();

        HomeCheck.check(home.path(), problems);

        assertThat(problems.text()).contains("does not exist: create or mount it");
    }

    @Test
    void root_that_becomes_a_file_deletes_nothing() throws Exception {
        sync(3);
        List<String> before = home.store().chunks();
        Path file = Files.writeString(folder.resolve("file"), "a file");

        Synced sync = home.sync(TestHome.SYNC, () -> {
            move(documents.root(), folder.resolve("unmounted"));
            move(file, documents.root());
        });

        assertThat(sync.counts()).startsWith("failed");
        assertKept(sync, before, "is not a folder");
    }

    @Test
    void emptied_root_is_held_until_a_person_approves() throws Exception {
        sync(3);
        List<String> before = home.store().chunks();
        delete(1, 3);

        Synced held = home.sync();

        assertThat(held.counts()).startsWith("held");
        assertThat(held.run().counts().held()).isEqualTo(3);
        assertKept(held, before, "freshet sync --approve " + held.run().id());
        assertThat(approve(3).counts()).isEqualTo("completed +0 ~0 -3 =0 !0");
        assertThat(home.store().chunks()).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void emptied_root_of_one_document_is_held_too() throws Exception {
        sync(1);
        List<String> before = home.store().chunks();
        delete(1, 1);

        Synced held = home.sync();

        assertThat(held.counts()).startsWith("held");
        assertKept(held, before, "no document at all");
    }

    @Test
    void ten_of_fifty_go_without_asking() throws Exception {
        sync(50);
        delete(1, 10);

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -10 =40 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void eleven_of_fifty_are_held_and_the_approval_has_a_ceiling() throws Exception {
        sync(50);
        List<String> before = home.store().chunks();
        delete(1, 11);

        Synced held = home.sync();

        assertThat(held.counts()).isEqualTo("held +0 ~0 -0 =39 !0");
        assertThat(held.run().counts().held()).isEqualTo(11);
        assertKept(held, before, "11 of the 50 documents");
        delete(12, 12);
        Synced exceeded = approve(11);
        assertThat(exceeded.counts()).isEqualTo("held +0 ~0 -0 =38 !0");
        assertKept(exceeded, before, "12 of the 50 documents");
        assertThat(approve(12).counts()).isEqualTo("completed +0 ~0 -12 =38 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void held_pass_still_adds_and_updates() throws Exception {
        sync(20);
        delete(1, 11);
        documents.write("note-20.md", "# Edited\n\nEdited.\n");
        documents.write("new.md", "# New\n\nNew.\n");

        Synced held = home.sync();

        assertThat(held.counts()).isEqualTo("held +1 ~1 -0 =8 !0");
        assertThat(approve(11).counts()).isEqualTo("completed +0 ~0 -11 =10 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void both_limits_of_the_guard_must_be_passed() throws Exception {
        home.option("freshet.delete-guard.documents", "2").option("freshet.delete-guard.percent", "50");
        sync(8);
        delete(1, 4);
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -4 =4 !0");
        delete(5, 6);
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -2 =2 !0");
        documents.writeNotes(8);
        home.sync();
        delete(1, 5);

        assertThat(home.sync().counts()).isEqualTo("held +0 ~0 -0 =3 !0");
    }

    @Test
    void documents_that_a_rule_no_longer_takes_go_through_the_guard() throws Exception {
        sync(12);
        documents.write("page.html", "<h1>Page</h1><p>A page.</p>");
        home.sync();
        home.docs().with("include", "**/*.html").write();

        Synced held = home.sync();

        assertThat(held.counts()).isEqualTo("held +0 ~0 -0 =1 !0");
        assertThat(approve(12).counts()).isEqualTo("completed +0 ~0 -12 =1 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void excluded_folder_leaves_the_store() throws Exception {
        sync(2);
        documents.write("drafts/a/b.md", "# Draft\n\nA draft.\n");
        home.sync();
        home.docs().with("exclude", "drafts/**").write();

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~0 -1 =2 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void document_that_outgrows_the_maximum_size_leaves_the_store() throws Exception {
        home.docs().with("maxSize", "1kB").write();
        sync(2);
        documents.write("note-1.md", "word ".repeat(1_000));

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~0 -1 =1 !0");
        assertThat(sync.run().counts().excluded()).isEqualTo(1);
        home.assertEqualToFreshIngest();
    }

    @Test
    void document_turned_away_by_a_new_step_leaves_the_store() throws Exception {
        sync(3);
        home.docs()
                .step("filter: {simple: \"${header.FreshetDocument} != 'note-2.md'\", steps: [{to: 'direct:ingest'}]}")
                .step("stop: {}")
                .write();

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~2 -1 =0 !0");
        assertThat(sync.embedded()).isZero();
        assertThat(home.store().indexed()).containsExactly("note-1.md", "note-3.md");
        home.assertEqualToFreshIngest();
    }
}
