package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.QdrantServer;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a home whose options name Qdrant keeps a collection of it as equal to its documents as the embedded store. */
class QdrantTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    private final QdrantServer server = QdrantServer.start();

    @BeforeEach
    void a_home_with_documents() throws IOException {
        home = with(TestHome.in(folder), "first");
        home.documents().writeNotes(12);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestHome with(TestHome made, String collection) {
        return made.option("freshet.store", "qdrant")
                .option("freshet.store.qdrant.url", server.uri().toString())
                .option("freshet.store.qdrant.key", QdrantServer.KEY)
                .option("freshet.store.qdrant.collection", collection)
                .option("freshet.delete-guard.percent", "100");
    }

    @Test
    void passes_make_what_a_fresh_ingest_makes() throws IOException {
        assertThat(home.sync().counts()).startsWith("completed +12 ~0 -0 ");
        home.documents().write("note-1.md", "# Note 1\n\nIt says something else now.");
        home.documents().delete("note-2.md");
        home.documents().write("new.md", "# New\n\nA turbine that was not there before.");

        assertThat(home.sync().counts()).startsWith("completed +1 ~1 -1 ");

        TestHome fresh = with(TestHome.withoutSource(folder.resolve("fresh")), "second");
        fresh.source("docs", home.documents().root()).write();
        fresh.sync();
        assertThat(server.contents("first")).isNotEmpty().isEqualTo(server.contents("second"));
        assertThat(home.verify().isEqual()).isTrue();
        assertThat(home.search("A turbine that was not there before.", Map.of()))
                .isNotEmpty();
    }

    @Test
    void a_collection_that_was_dropped_is_full_again_after_the_next_pass() {
        home.sync();
        List<String> before = server.contents("first");
        server.drop("first");
        assertThat(home.verify().isEqual()).isFalse();

        home.sync();

        assertThat(server.contents("first")).isEqualTo(before);
        assertThat(home.verify().isEqual()).isTrue();
    }
}
