package dev.freshet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.freshet.pass.PassRequest;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user may expect of every source, whatever it reads. A source's own test says how its world changes. */
public abstract class SourceContract {

    /** The world that a source looks at. Documents are named by their ids. */
    protected interface World {

        /** Writes the source {@code docs} over this world. */
        void writeSource(TestHome home) throws Exception;

        /** Adds a document with this name and text; gives its id. */
        String add(String name, String text) throws Exception;

        /** Changes the text of a document. */
        void edit(String id, String text) throws Exception;

        /** The id of an edited document: another one where nothing can be edited but taken away and written anew. */
        default String edited(String id) {
            return id;
        }

        /** Gives a document another name; gives its id after that. */
        String rename(String id, String name) throws Exception;

        /** Moves a document to another place of the source; gives its id after that. */
        String move(String id) throws Exception;

        void delete(String id) throws Exception;

        /** Brings a deleted document back; gives its id. */
        String restore(String id) throws Exception;

        /** Takes a document out of the account's sight, where the source has such a thing. */
        default void unshare(String id) throws Exception {
            throw new UnsupportedOperationException("nothing is out of sight in this world");
        }

        /** Whether {@link #unshare} means anything. */
        default boolean canUnshare() {
            return false;
        }

        /** Has the listing fail when it is half through. */
        void breakListing() throws Exception;

        void mendListing() throws Exception;

        /** The pass that finds what is gone. */
        default PassRequest complete() {
            return TestHome.SYNC;
        }

        /** Whether a plain pass has all documents, and counts those that are as they were. */
        default boolean listsEverything() {
            return true;
        }

        /** Takes the world down. */
        default void close() throws Exception {}
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    protected Path folder;

    @SuppressWarnings("NullAway.Init")
    protected TestHome home;

    @SuppressWarnings("NullAway.Init")
    private World world;

    protected abstract World world(Path folder) throws Exception;

    @BeforeEach
    void makeWorld() throws Exception {
        home = TestHome.withoutSource(folder);
        world = world(folder);
        world.writeSource(home);
    }

    @AfterEach
    void closeWorld() throws Exception {
        world.close();
    }

    private String addThree() throws Exception {
        world.add("alpha.md", "Alpha says what the river does in spring.");
        world.add("beta.md", "Beta counts the boats on the lake.");
        return world.add("gamma.md", "Gamma keeps the keys of the boat house.");
    }

    private Synced syncedThree() throws Exception {
        addThree();
        return home.sync();
    }

    /** What a plain pass did, whatever else it compared. */
    private static String done(Synced synced) {
        return synced.counts().replaceFirst(" =\\d+", "");
    }

    private String afterEdit(String id) {
        return world.edited(id).equals(id) ? "completed +0 ~1 -0 !0" : "completed +1 ~0 -1 !0";
    }

    @Test
    void first_pass_takes_everything() throws Exception {
        assertThat(syncedThree().counts()).isEqualTo("completed +3 ~0 -0 =0 !0");

        assertThat(home.store().chunks()).hasSize(3);
        home.assertEqualToFreshIngest();
    }

    @Test
    void idle_pass_changes_nothing_and_embeds_nothing() throws Exception {
        syncedThree();
        List<String> before = home.store().chunks();

        Synced idle = home.sync();

        assertThat(done(idle)).isEqualTo("completed +0 ~0 -0 !0");
        if (world.listsEverything()) {
            assertThat(idle.run().counts().unchanged()).isEqualTo(3);
        }
        assertThat(idle.embedded()).isZero();
        assertThat(home.store().chunks()).isEqualTo(before);
    }

    @Test
    void full_pass_over_an_unchanged_source_changes_nothing() throws Exception {
        syncedThree();
        List<String> before = home.store().chunks();

        Synced full = home.sync(TestHome.FULL);

        assertThat(full.counts()).isEqualTo("completed +0 ~0 -0 =3 !0");
        assertThat(full.embedded()).isZero();
        assertThat(home.store().chunks()).isEqualTo(before);
    }

    @Test
    void added_document_is_taken() throws Exception {
        syncedThree();
        String added = world.add("delta.md", "Delta is new and sails on Mondays.");

        assertThat(done(home.sync())).isEqualTo("completed +1 ~0 -0 !0");

        assertThat(home.store().chunksOf(added)).singleElement().asString().contains("sails on Mondays");
        home.assertEqualToFreshIngest();
    }

    @Test
    void edited_document_has_its_new_text_alone() throws Exception {
        String gamma = addThree();
        home.sync();
        world.edit(gamma, "Gamma has lost the keys.");

        Synced edited = home.sync();

        assertThat(done(edited)).isEqualTo(afterEdit(gamma));
        assertThat(edited.embedded()).isEqualTo(1);
        assertThat(home.store().indexed()).hasSize(3);
        assertThat(home.store().chunksOf(world.edited(gamma)))
                .singleElement()
                .asString()
                .contains("has lost")
                .doesNotContain("boat house");
        home.assertEqualToFreshIngest();
    }

    @Test
    void renamed_document_keeps_its_text_and_is_there_once() throws Exception {
        String gamma = addThree();
        home.sync();
        String renamed = world.rename(gamma, "omega.md");

        home.sync();
        home.sync(world.complete());

        assertThat(home.store().indexed()).hasSize(3).contains(renamed);
        assertThat(home.store().chunksOf(renamed)).singleElement().asString().contains("keeps the keys");
        home.assertEqualToFreshIngest();
    }

    @Test
    void moved_document_keeps_its_vectors_and_is_there_once() throws Exception {
        String gamma = addThree();
        home.sync();
        String moved = world.move(gamma);

        long embedded = home.sync().embedded() + home.sync(world.complete()).embedded();

        assertThat(embedded).isZero();
        assertThat(home.store().indexed()).hasSize(3).contains(moved);
        home.assertEqualToFreshIngest();
    }

    @Test
    void deleted_document_goes_with_its_chunks() throws Exception {
        String gamma = addThree();
        home.sync();
        world.delete(gamma);

        assertThat(done(home.sync(world.complete()))).isEqualTo("completed +0 ~0 -1 !0");

        assertThat(home.store().indexed()).hasSize(2).doesNotContain(gamma);
        assertThat(home.store().chunksOf(gamma)).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void restored_document_comes_back_without_embedding() throws Exception {
        String gamma = addThree();
        home.sync();
        world.delete(gamma);
        home.sync(world.complete());
        String restored = world.restore(gamma);

        Synced back = home.sync(world.complete());

        assertThat(done(back)).isEqualTo("completed +1 ~0 -0 !0");
        assertThat(back.embedded()).isZero();
        assertThat(home.store().indexed()).hasSize(3).contains(restored);
        home.assertEqualToFreshIngest();
    }

    @Test
    void document_out_of_sight_goes_through_the_guard() throws Exception {
        assumeThat(world.canUnshare()).isTrue();
        String gamma = addThree();
        home.sync();
        home.option("freshet.delete-guard.documents", "0").option("freshet.delete-guard.percent", "0");
        world.unshare(gamma);

        Synced held = home.sync(world.complete());

        assertThat(held.run().status().text()).isEqualTo("held");
        assertThat(home.store().indexed()).hasSize(3);
        PassRequest approved = new PassRequest(PassRequest.Kind.SYNC, "test", 1);
        assertThat(done(home.sync(approved))).isEqualTo("completed +0 ~0 -1 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void listing_that_fails_half_way_deletes_nothing_and_the_next_pass_goes_on() throws Exception {
        String gamma = addThree();
        home.sync();
        world.delete(gamma);
        String late = world.add("delta.md", "Delta came while the line was bad.");

        Synced broken = home.sync(world.complete(), this::breakListing);

        assertThat(broken.run().status().text()).isEqualTo("failed");
        assertThat(broken.run().message()).isNotBlank();
        assertThat(home.store().indexed()).contains(gamma);
        world.mendListing();
        home.sync(world.complete());
        assertThat(home.store().indexed()).hasSize(3).contains(late).doesNotContain(gamma);
        home.assertEqualToFreshIngest();
    }

    private void breakListing() {
        try {
            world.breakListing();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void two_passes_at_once_do_each_change_once() throws Exception {
        addThree();

        List<Run> runs = home.syncAtOnce(TestHome.SYNC, TestHome.FULL);

        assertThat(runs).extracting(run -> run.status().text()).containsOnly("completed");
        assertThat(runs.stream().mapToLong(run -> run.counts().added()).sum()).isEqualTo(3);
        home.assertEqualToFreshIngest();
    }

    @Test
    void plan_names_what_a_pass_would_do_and_does_nothing() throws Exception {
        String gamma = addThree();
        home.sync();
        List<String> before = home.store().chunks();
        world.edit(gamma, "Gamma would be changed.");

        List<String> planned = home.plan().lines();

        String now = world.edited(gamma);
        assertThat(planned)
                .containsExactlyInAnyOrderElementsOf(
                        now.equals(gamma) ? List.of("UPDATED " + gamma) : List.of("ADDED " + now, "DELETED " + gamma));
        assertThat(home.store().chunks()).isEqualTo(before);
        assertThat(done(home.sync())).isEqualTo(afterEdit(gamma));
    }

    @Test
    void one_document_can_be_looked_at_alone() throws Exception {
        String gamma = addThree();
        home.sync();
        world.edit(gamma, "Gamma was looked at alone.");

        Synced looked = home.sync(PassRequest.of(Set.of(world.edited(gamma)), "test"));

        assertThat(done(looked)).isEqualTo(afterEdit(gamma).replace("-1", "-0"));
        assertThat(home.store().chunksOf(world.edited(gamma)))
                .singleElement()
                .asString()
                .contains("alone");
    }
}
