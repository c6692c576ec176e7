package dev.freshet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.CollectionServer;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.FaultProxy.Fault;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a home promises whose options name a store in a collection of another program. */
public abstract class CollectionHomeContract {

    /** Of the vectors of the built-in model. */
    private static final int DIMENSIONS = 384;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    protected TestHome home;

    private int number;

    protected abstract CollectionServer program();

    /** Name of the first of this test's collections. */
    protected abstract String collection();

    /** Names the store in the options. */
    protected abstract TestHome with(TestHome made, URI address, String collection);

    @BeforeEach
    void a_home_with_documents() throws IOException {
        home = made(TestHome.in(folder), program().uri(), collection());
        home.documents().writeNotes(12);
    }

    private TestHome made(TestHome made, URI address, String collection) {
        return with(made, address, collection).option("freshet.delete-guard.percent", "100");
    }

    /** Of length 1. */
    protected static float[] unit() {
        float[] vector = new float[DIMENSIONS];
        vector[0] = 1;
        return vector;
    }

    protected List<String> contents() {
        return program().contents(collection());
    }

    private void assertEqualToFreshIngest() {
        number++;
        String fresh = collection() + "_fresh_" + number;
        TestHome made =
                made(TestHome.withoutSource(folder.resolve(fresh)), program().uri(), fresh);
        made.source("docs", home.documents().root()).write();
        made.sync();
        assertThat(contents()).isNotEmpty().isEqualTo(program().contents(fresh));
        assertThat(home.verify().isEqual()).isTrue();
    }

    @Test
    void passes_make_what_a_fresh_ingest_makes() throws IOException {
        assertThat(home.sync().counts()).startsWith("completed +12 ~0 -0 ");
        home.documents().write("note-1.md", "# Note 1\n\nIt says something else now.");
        home.documents().delete("note-2.md");
        home.documents().move("note-3.md", "moved/note-3.md");
        home.documents().write("new.md", "# New\n\nA turbine that was not there before.");

        assertThat(home.sync().counts()).startsWith("completed +2 ~1 -2 ");

        assertThat(home.sync().counts()).startsWith("completed +0 ~0 -0 =12");
        assertEqualToFreshIngest();
        assertThat(home.search("A turbine that was not there before.", Map.of()))
                .isNotEmpty();
    }

    @Test
    void a_collection_that_was_dropped_is_full_again_after_the_next_pass() {
        home.sync();
        List<String> before = contents();
        program().drop(collection());
        assertThat(home.verify().isEqual()).isFalse();

        assertThat(home.sync().run().status()).isEqualTo(RunStatus.COMPLETED);

        assertThat(contents()).isEqualTo(before);
        assertThat(home.verify().isEqual()).isTrue();
    }

    @Test
    void what_others_keep_in_the_collection_is_never_touched() {
        home.sync();
        program().putTheirs(collection(), UUID.randomUUID().toString(), unit());
        List<String> before = contents();

        home.sync(TestHome.REPAIR);

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void an_outage_fails_the_pass_and_no_document() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(program().uri())) {
            with(home, proxy.uri(), collection())
                    .option("freshet.outage.patience", "2s")
                    .option("freshet.outage.pause", "500ms");
            home.sync();
            List<String> before = contents();
            home.documents().write("note-1.md", "# Note 1\n\nIt says something else now.");
            home.documents().delete("note-2.md");
            proxy.does(Fault.RESET);

            Run failed = home.sync().run();

            assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
            assertThat(failed.message())
                    .contains("The vector store at ")
                    .contains("://127.0.0.1:")
                    .contains("can't be reached");
            assertThat(failed.counts().failed()).isZero();
            assertThat(contents()).isEqualTo(before);
            proxy.does(Fault.NONE);
            assertThat(home.sync().counts()).startsWith("completed +0 ~1 -1 ");
            assertEqualToFreshIngest();
        }
    }
}
