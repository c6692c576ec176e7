package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.ChromaServer;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.FaultProxy.Fault;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: a home whose options name Chroma keeps a collection of it as equal to its documents as the embedded store. */
class ChromaTest {

    /** Of the vectors of the built-in model. */
    private static final int DIMENSIONS = 384;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    private final ChromaServer server = ChromaServer.get();
    private final String name = ChromaServer.newName();

    @BeforeEach
    void a_home_with_documents() throws IOException {
        home = with(TestHome.in(folder), server.uri(), name);
        home.documents().writeNotes(12);
    }

    private static TestHome with(TestHome made, URI address, String collection) {
        return made.option("freshet.store", "chroma")
                .option("freshet.store.chroma.url", address.toString())
                .option("freshet.store.chroma.collection", collection)
                .option("freshet.delete-guard.percent", "100");
    }

    private void assertEqualToFreshIngest() {
        String second = ChromaServer.newName();
        TestHome fresh = with(TestHome.withoutSource(folder.resolve(second)), server.uri(), second);
        fresh.source("docs", home.documents().root()).write();
        fresh.sync();
        assertThat(server.contents(name)).isNotEmpty().isEqualTo(server.contents(second));
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
    void what_was_lost_is_back_after_the_next_pass() {
        home.sync();
        List<String> before = server.contents(name);
        server.remove(name, server.ids(name).subList(0, 5));
        assertThat(home.verify().isEqual()).isFalse();

        assertThat(home.sync().run().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.contents(name)).isEqualTo(before);

        server.drop(name);
        assertThat(home.verify().isEqual()).isFalse();
        home.sync();
        assertThat(server.contents(name)).isEqualTo(before);
        assertThat(home.verify().isEqual()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "documents | 'tampered'",
                "metadatas | {'heading': 'tampered'}",
                "metadatas | {'title': 'tampered'}",
                "metadatas | {'url': 'tampered'}",
                "metadatas | {'document': 'tampered'}",
                "metadatas | {'ordinal': 99}",
                "metadatas | {'id_order': 99}",
                "metadatas | {'kept_by': null}",
                "embeddings | VECTOR"
            })
    void what_was_changed_is_mended_by_a_repair(String part, String json) {
        home.sync();
        List<String> before = server.contents(name);
        String vector = Arrays.toString(unit());
        server.change(
                name, server.ids(name).get(0), part, json.replace('\'', '"').replace("VECTOR", vector));
        assertThat(home.verify().isEqual()).isFalse();

        home.sync(TestHome.REPAIR);

        assertThat(home.verify().isEqual()).isTrue();
        assertThat(server.contents(name)).isEqualTo(before);
    }

    private static float[] unit() {
        float[] vector = new float[DIMENSIONS];
        vector[0] = 1;
        return vector;
    }

    @Test
    void what_others_keep_in_the_collection_is_never_touched() {
        home.sync();
        server.putTheirs(name, "theirs", unit());
        List<String> before = server.contents(name);

        assertThat(home.verify().foreign()).isEqualTo(1);
        home.sync(TestHome.REPAIR);

        assertThat(server.contents(name)).isEqualTo(before);
    }

    @Test
    void an_outage_fails_the_pass_and_no_document() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.uri())) {
            with(home, proxy.uri(), name)
                    .option("freshet.outage.patience", "2s")
                    .option("freshet.outage.pause", "500ms");
            home.sync();
            List<String> before = server.contents(name);
            home.documents().write("note-1.md", "# Note 1\n\nIt says something else now.");
            home.documents().delete("note-2.md");
            proxy.does(Fault.RESET);

            Run failed = home.sync().run();

            assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
            assertThat(failed.message())
                    .contains("The vector store at http://127.0.0.1:")
                    .contains("can't be reached");
            assertThat(failed.counts().failed()).isZero();
            assertThat(server.contents(name)).isEqualTo(before);
            proxy.does(Fault.NONE);
            assertThat(home.sync().counts()).startsWith("completed +0 ~1 -1 ");
            assertEqualToFreshIngest();
        }
    }
}
