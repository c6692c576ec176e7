package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Synced;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbolic links, followed or not. */
class LinksTest {

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

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(documents.path(name), target);
    }

    @Test
    void links_are_left_out_unless_the_source_follows_them() throws Exception {
        TestFolder outside = new TestFolder(folder.resolve("outside")).writeNotes(1);
        documents.write("gate.md", "# Gate\n\nThe gate.\n");
        link("file.md", outside.path("note-1.md"));
        link("folder", outside.root());
        link("dangling.md", folder.resolve("nowhere"));

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        assertThat(sync.run().counts().excluded()).isEqualTo(3);
        home.assertEqualToFreshIngest();
    }

    @Test
    void followed_links_are_documents_and_loops_end() throws Exception {
        home.docs().with("followLinks", "true").write();
        TestFolder outside = new TestFolder(folder.resolve("outside")).writeNotes(1);
        documents.write("gates/gate.md", "# Gate\n\nThe gate.\n");
        link("file.md", outside.path("note-1.md"));
        link("folder", outside.root());
        link("dangling.md", folder.resolve("nowhere"));
        link("gates/up", documents.root());
        link("self.md", documents.path("self.md"));

        Synced sync = home.sync();

        assertThat(home.store().indexed()).containsExactly("file.md", "folder/note-1.md", "gates/gate.md");
        assertThat(sync.counts()).isEqualTo("completed +3 ~0 -0 =0 !0");
        home.assertEqualToFreshIngest();
        outside.write("note-1.md", "# Note\n\nEdited behind the link.\n");
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~2 -0 =1 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void folder_replaced_by_a_link_to_it_leaves_the_store() throws Exception {
        documents.write("guide/gate.md", "# Gate\n\nThe gate.\n");
        documents.write("other.md", "# Other\n\nOther.\n");
        home.sync();
        Files.move(documents.path("guide"), folder.resolve("guide"));
        link("guide", folder.resolve("guide"));

        Synced sync = home.sync();

        assertThat(sync.counts()).isEqualTo("completed +0 ~0 -1 =1 !0");
        home.assertEqualToFreshIngest();
    }
}
