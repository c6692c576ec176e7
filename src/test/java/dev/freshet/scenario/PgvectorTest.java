package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.FaultProxy.Fault;
import dev.freshet.testing.PgvectorHome;
import dev.freshet.testing.PostgresServer;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import dev.freshet.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a home whose options name PostgreSQL keeps a table of it as equal to its documents as the embedded store. */
class PgvectorTest {

    private static final int NOTES = 12;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    private final PostgresServer server = PostgresServer.get();
    private final String table = PostgresServer.newName();

    @BeforeEach
    void a_home_with_documents() throws IOException {
        home = PgvectorHome.with(TestHome.in(folder), server.uri().toString(), table);
        home.documents().writeNotes(NOTES);
    }

    private void assertEqualToFreshIngest() {
        String second = PostgresServer.newName();
        TestHome fresh = PgvectorHome.with(
                TestHome.withoutSource(folder.resolve(second)), server.uri().toString(), second);
        fresh.source("docs", home.documents().root()).write();
        fresh.sync();
        assertThat(server.rows(table)).isNotEmpty().isEqualTo(server.rows(second));
        assertThat(home.store().documents()).isEqualTo(fresh.store().documents());
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
        assertThat(home.search("turbine", Map.of()).get(0).document().document())
                .isEqualTo("new.md");
        assertThat(home.store().number("SELECT count(*) FROM store_chunks"))
                .as("chunks in the home")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUNCATE %s",
                "DROP TABLE %s",
                "DELETE FROM %s WHERE embedding_id < '80000000-0000-0000-0000-000000000000'"
            })
    void what_was_lost_is_back_after_the_next_pass(String damage) {
        home.sync();
        List<String> before = server.rows(table);
        server.execute(damage.formatted(table));
        assertThat(home.verify().isEqual()).isFalse();

        assertThat(home.sync().run().status()).isEqualTo(RunStatus.COMPLETED);

        assertThat(server.rows(table)).isEqualTo(before);
        assertThat(home.verify().isEqual()).isTrue();
    }

    @Test
    void a_table_that_was_emptied_while_nothing_ran_is_told_of_at_the_start_and_filled_again() {
        home.docs().with("every", "1h").write();
        home.sync();
        List<String> before = server.rows(table);
        server.execute("TRUNCATE " + table);

        try (TestService service = TestService.of(home)) {
            assertThat(service.get("/health").statusCode()).isEqualTo(503);
            assertThat(service.get("/health").body()).contains("The store holds 0 chunks of docs");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(server.rows(table)).isEqualTo(before));
        }
        assertThat(home.lastRun("docs").trigger()).isEqualTo("start");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text = 'tampered'",
                "heading = 'tampered'",
                "title = 'tampered'",
                "url = 'tampered'",
                "source = 'tampered'",
                "document = 'tampered'",
                "ordinal = 99",
                "embedding = array_fill(0::real, ARRAY[vector_dims(embedding)])::vector",
                "embedding = (SELECT embedding FROM %1$s ORDER BY embedding_id DESC LIMIT 1)"
            })
    void what_was_changed_is_mended_by_a_repair(String change) {
        home.sync();
        List<String> before = server.rows(table);
        server.execute(
                ("UPDATE %1$s SET " + change + " WHERE embedding_id = (SELECT min(embedding_id::text)::uuid FROM %1$s)")
                        .formatted(table));
        assertThat(home.verify().isEqual()).isFalse();

        home.sync(TestHome.REPAIR);

        assertThat(home.verify().isEqual()).isTrue();
        assertThat(server.rows(table)).isEqualTo(before);
    }

    @Test
    void an_index_that_is_gone_is_found_and_made_anew_by_a_repair() {
        home.sync();
        server.execute("DROP INDEX " + table + "_words");
        Verdict verdict = home.verify();
        assertThat(verdict.flaws()).singleElement().asString().contains(table + "_words");

        home.sync(TestHome.REPAIR);

        assertThat(home.verify().flaws()).isEmpty();
    }

    @Test
    void what_others_keep_in_the_table_is_never_touched() {
        home.sync();
        server.execute("INSERT INTO " + table + " (embedding_id, embedding, text)"
                + " SELECT '00000000-0000-4000-8000-000000000000', embedding, 'theirs' FROM " + table + " LIMIT 1");
        List<String> before = server.rows(table);

        Verdict verdict = home.verify();
        home.sync(TestHome.REPAIR);

        assertThat(verdict.foreign()).isEqualTo(1);
        assertThat(server.rows(table)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET", "BLACK_HOLE"})
    void an_outage_fails_the_pass_and_no_document(String what) throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.uri())) {
            PgvectorHome.with(home, PostgresServer.through(proxy.uri()), table)
                    .option("freshet.store.timeout", "1s")
                    .option("freshet.outage.patience", "2s")
                    .option("freshet.outage.pause", "500ms");
            home.sync();
            List<String> before = server.rows(table);
            home.documents().write("note-1.md", "# Note 1\n\nIt says something else now.");
            home.documents().delete("note-2.md");
            proxy.does(Fault.valueOf(what));

            Run failed = home.sync().run();

            assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
            assertThat(failed.message())
                    .contains("The vector store at postgresql://127.0.0.1:")
                    .contains("can't be reached");
            assertThat(failed.counts().failed()).isZero();
            assertThat(home.failures())
                    .allSatisfy(failure -> assertThat(failure.attempts()).isZero());
            assertThat(server.rows(table)).isEqualTo(before);
            proxy.does(Fault.NONE);
            assertThat(home.sync().counts()).startsWith("completed +0 ~1 -1 ");
            assertEqualToFreshIngest();
        }
    }

    @Test
    void a_table_of_another_model_is_said_and_left_as_it_is() {
        home.sync();
        server.execute("ALTER TABLE " + table + " ALTER COLUMN embedding TYPE vector(3) USING '[1,2,3]'::vector(3)");
        List<String> before = server.rows(table);
        home.option("freshet.outage.patience", "0ms");

        Run failed = home.sync(TestHome.REBUILD).run();

        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.message()).contains("has vectors of 3 numbers");
        assertThat(server.rows(table)).isEqualTo(before);
    }
}
