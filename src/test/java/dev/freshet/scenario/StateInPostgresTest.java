package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.Memory;
import dev.freshet.config.PgvectorSettings;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.EmbedderAround;
import dev.freshet.state.DatabaseException;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.pgvector.PgvectorStore;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.FaultProxy.Fault;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.PgvectorHome;
import dev.freshet.testing.PostgresServer;
import dev.freshet.testing.StateHome;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise: a home whose state is in PostgreSQL keeps what a home with its state in a file keeps, and loses nothing on the way. */
class StateInPostgresTest {

    private static final int NOTES = 40;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    private final PostgresServer server = PostgresServer.get();
    private final String name = PostgresServer.newName();

    @BeforeEach
    void a_home_with_documents() throws IOException {
        home = StateHome.with(TestHome.in(folder), server.uri().toString(), name);
        home.documents().writeNotes(NOTES);
    }

    private void assertEqualToFreshIngest(Consumer<TestHome> sync) {
        String second = PostgresServer.newName();
        TestHome fresh = PgvectorHome.with(
                TestHome.withoutSource(folder.resolve(second)), server.uri().toString(), second);
        fresh.source("docs", home.documents().root()).write();
        sync.accept(fresh);
        assertThat(server.rows(name)).isNotEmpty().isEqualTo(server.rows(second));
        assertThat(home.store().documents())
                .as("as in a file")
                .isEqualTo(fresh.store().documents());
        assertThat(home.verify().isEqual()).isTrue();
        for (String left : List.of("intents", "chunks_in_doubt", "ingestion_runs WHERE status = 'running'")) {
            assertThat(home.store().number("SELECT count(*) FROM " + left))
                    .as(left)
                    .isZero();
        }
    }

    private static void syncWithHashes(TestHome fresh) {
        try (OpenHome open = open(fresh, new HashEmbedder())) {
            assertThat(open.pass().status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    private void change() throws IOException {
        home.documents().write("note-1.md", "# Note 1\n\nIt says something else now.");
        home.documents().delete("note-2.md");
        home.documents().move("note-3.md", "moved/note-3.md");
        home.documents().write("new.md", "# New\n\nA turbine that was not there before.");
    }

    @Test
    void passes_make_what_a_fresh_ingest_makes() throws IOException {
        assertThat(home.sync().counts()).startsWith("completed +40 ~0 -0 ");
        change();

        assertThat(home.plan().lines()).contains("ADDED new.md", "UPDATED note-1.md", "DELETED note-2.md");
        assertThat(home.sync().counts()).startsWith("completed +2 ~1 -2 ");

        assertThat(home.sync().counts()).startsWith("completed +0 ~0 -0 =40");
        assertEqualToFreshIngest(TestHome::sync);
        assertThat(home.search("turbine", Map.of()).get(0).document().document())
                .isEqualTo("new.md");
        assertThat(home.data()).isDirectoryNotContaining("glob:**.db");
    }

    @Test
    void what_the_store_lost_is_back_after_the_next_pass() {
        home.sync();
        List<String> before = server.rows(name);
        server.execute("TRUNCATE " + name);
        assertThat(home.verify().isEqual()).isFalse();

        assertThat(home.sync().run().status()).isEqualTo(RunStatus.COMPLETED);

        assertThat(server.rows(name)).isEqualTo(before);
    }

    @Test
    void a_second_home_is_refused_while_the_first_one_writes() {
        home.sync();
        TestHome other = StateHome.with(
                TestHome.withoutSource(folder.resolve("other")), server.uri().toString(), name);
        other.source("docs", home.documents().root()).write();
        try (Memory first = Memory.forWriting(home.path(), home.checked())) {
            assertThat(first.sources().figures()).hasSize(1);

            assertThatThrownBy(() -> Memory.forWriting(other.path(), other.checked()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("is being written by another Freshet: 'freshet "
                            + ProcessHandle.current().pid());
        }
    }

    /** A model during whose work something happens, once. */
    private static Embedder during(int call, Runnable happens) {
        AtomicInteger calls = new AtomicInteger();
        return new EmbedderAround(new HashEmbedder()) {
            @Override
            public List<float[]> embed(List<String> texts) {
                if (calls.incrementAndGet() == call) {
                    happens.run();
                }
                return super.embed(texts);
            }
        };
    }

    private static OpenHome open(TestHome at, Embedder embedder) {
        PgvectorSettings store = at.checked().settings().store().pgvector();
        return OpenHome.of(
                at,
                state -> new PgvectorStore(PostgresServer.options(store.url(), store.table(), Duration.ofSeconds(10))),
                embedder);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "BLACK_HOLE"})
    void an_outage_in_the_middle_of_a_pass_fails_the_pass_and_no_document(Fault fault) throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.uri())) {
            StateHome.with(home, PostgresServer.through(proxy.uri()), name).option("freshet.workers", "4");
            try (OpenHome open = open(home, during(NOTES / 2, () -> proxy.does(fault)))) {
                Run failed = open.pass();

                assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
                assertThat(failed.message())
                        .startsWith("The state in schema " + name + " of postgresql://127.0.0.1:")
                        .contains("can't be reached", "Nothing is lost");
                assertThat(failed.counts().failed()).isZero();
                proxy.does(Fault.NONE);
                change();
                Run mended = open.pass();
                assertThat(mended.status()).as(mended.message()).isEqualTo(RunStatus.COMPLETED);
                assertThat(mended.counts().failed()).isZero();
            }
            assertThat(home.failures()).isEmpty();
            assertThat(home.store().column("SELECT status FROM ingestion_runs ORDER BY id"))
                    .containsExactly("interrupted", "completed");
            assertEqualToFreshIngest(StateInPostgresTest::syncWithHashes);
        }
    }

    @Test
    void a_server_that_was_started_anew_between_two_passes_is_no_failure() throws IOException {
        try (OpenHome open = open(home, new HashEmbedder())) {
            open.pass();
            server.endConnections();
            change();

            Run next = open.pass();

            assertThat(next.status()).as(next.message()).isEqualTo(RunStatus.COMPLETED);
        }
        assertEqualToFreshIngest(StateInPostgresTest::syncWithHashes);
    }
}
