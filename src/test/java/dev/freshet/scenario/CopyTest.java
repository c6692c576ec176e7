package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.Copying;
import dev.freshet.Freshet;
import dev.freshet.Memories;
import dev.freshet.Memory;
import dev.freshet.Models;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problems;
import dev.freshet.config.Settings;
import dev.freshet.copy.Copied;
import dev.freshet.remote.OutageException;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.StoredChunk;
import dev.freshet.testing.ChromaServer;
import dev.freshet.testing.Commands;
import dev.freshet.testing.Commands.Ended;
import dev.freshet.testing.CountingEmbedder;
import dev.freshet.testing.QdrantServer;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what one store holds goes to another with its vectors, whatever both are, and nothing is embedded again. */
class CopyTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    private final QdrantServer server = QdrantServer.start();

    @BeforeEach
    void a_home_with_documents_and_three_more_stores() throws IOException {
        home = TestHome.in(folder)
                .option("freshet.stores.qdrant", "qdrant")
                .option("freshet.stores.qdrant.qdrant.url", server.uri().toString())
                .option("freshet.stores.qdrant.qdrant.key", QdrantServer.KEY)
                .option("freshet.stores.last", "embedded")
                .option("freshet.outage.patience", "0ms");
        home.documents().writeNotes(40);
        home.documents().write("empty.md", "");
        home.docs()
                .step("setHeader: {name: access, simple: \"${list(crew,pilots)}\"}")
                .write();
        home.sync();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CheckedHome as(String store) {
        Problems problems = new Problems();
        CheckedHome checked = HomeCheck.check(home.path(), store, problems, source -> false);
        assertThat(problems.hasErrors()).as(problems.text()).isFalse();
        return checked;
    }

    private Copied copy(String from, String to) throws Exception {
        CheckedHome target = as(to);
        try (Memories memories = new Memories(home.path(), List.of(as(from), target))) {
            List<Memory> both = memories.all();
            return Copying.copy(home.path(), both.get(0), target, both.get(1), done -> {})
                    .get(0);
        }
    }

    private List<String> chunks(String store) {
        try (Memory memory = Memory.forReading(home.path(), Settings.load(home.path(), store, new Problems()))) {
            assertThat(memory.verification().compare(Set.of()).isEqual()).isTrue();
            List<String> lines = new ArrayList<>();
            for (StoredChunk chunk : memory.store().page("", 1_000)) {
                lines.add(chunk.id()
                        + chunk.document()
                        + chunk.ordinal()
                        + chunk.title()
                        + chunk.url()
                        + chunk.page()
                        + chunk.position()
                        + chunk.metadata()
                        + chunk.heading()
                        + chunk.text()
                        + Arrays.toString(chunk.vector()));
            }
            return lines;
        }
    }

    @Test
    void a_store_that_went_through_others_holds_to_the_last_bit_what_it_held() throws Exception {
        assertThat(copy("", "qdrant")).isEqualTo(new Copied("docs", 41, 40, 0, 0));
        assertThat(copy("qdrant", "last")).isEqualTo(new Copied("docs", 41, 40, 0, 0));

        assertThat(chunks("last")).hasSize(40).isEqualTo(chunks("")).allMatch(line -> line.contains("pilots"));
    }

    @Test
    void so_does_one_that_went_through_a_real_chroma() throws Exception {
        home.option("freshet.stores.chroma", "chroma")
                .option(
                        "freshet.stores.chroma.chroma.url",
                        ChromaServer.get().uri().toString())
                .option("freshet.stores.chroma.chroma.collection", ChromaServer.newName());

        copy("", "chroma");
        copy("chroma", "last");

        assertThat(chunks("last")).hasSize(40).isEqualTo(chunks(""));
    }

    @Test
    void the_next_pass_over_the_copy_finds_everything_unchanged_and_embeds_nothing() throws Exception {
        copy("", "last");
        CheckedHome last = as("last");
        CountingEmbedder embedder = new CountingEmbedder(Models.of(last.settings(), 1));
        try (Memory memory = Memory.forWriting(home.path(), last);
                Freshet freshet = new Freshet(home.path(), last, memory, false, embedder)) {
            freshet.start();
            Run run = freshet.pass("docs", TestHome.SYNC).done().join();
            assertThat(run.counts().unchanged()).isEqualTo(41);
            assertThat(run.counts().added()
                            + run.counts().updated()
                            + run.counts().deleted())
                    .isZero();
        }
        assertThat(embedder.texts()).isZero();
    }

    @Test
    void a_copy_that_was_cut_short_goes_on_with_what_is_lacking() throws Exception {
        server.refusingAfter(30, 503);
        assertThatThrownBy(() -> copy("", "qdrant")).hasCauseInstanceOf(OutageException.class);
        server.refusing(0);

        Copied rest = copy("", "qdrant");

        assertThat(rest.documents()).isPositive().isLessThan(41);
        assertThat(rest.documents() + rest.there()).isEqualTo(41);
        assertThat(chunks("qdrant")).hasSize(40);
    }

    @Test
    void the_command_copies_compares_and_says_so() throws Exception {
        Ended copy = Commands.run(home, "copy", "--to", "last");
        assertThat(copy.exitCode()).as(copy.toString()).isEqualTo(0);
        assertThat(copy.out()).contains("40 chunks compared: the store holds exactly what is known of it.");

        Ended itself = Commands.run(home, "copy", "--to", "main");
        assertThat(itself.exitCode()).isEqualTo(2);
        assertThat(itself.err()).contains("A store can't be copied to itself. The one that is copied is main");
    }
}
