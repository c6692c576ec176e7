package dev.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.Memory;
import dev.freshet.testing.Commands;
import dev.freshet.testing.Commands.Ended;
import dev.freshet.testing.PostgresServer;
import dev.freshet.testing.StateHome;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: every command does the right thing with a state in PostgreSQL, or says what to do; none of them tells the password. */
class StateInPostgresCommandsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final PostgresServer server = PostgresServer.get();
    private final String name = PostgresServer.newName();

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @BeforeEach
    void a_home_with_documents() throws IOException {
        home = StateHome.with(TestHome.in(folder), server.uri().toString(), name)
                .option("freshet.state.timeout", "30s")
                .option("freshet.store.timeout", "30s");
        home.documents().writeNotes(3);
    }

    private Ended command(TestHome of, String... arguments) throws Exception {
        Ended ended = Commands.run(of, arguments);
        assertThat(ended.toString()).doesNotContain(PostgresServer.PASSWORD);
        return ended;
    }

    @Test
    void sync_status_and_verify_work_as_ever_and_the_log_has_no_password() throws Exception {
        Ended before = command(home, "status");
        assertThat(before.out()).contains("Nothing was synced yet.");
        assertThat(server.column(
                        "SELECT schema_name FROM information_schema.schemata WHERE schema_name = '" + name + "'"))
                .as("a home that was only looked at stays without data")
                .isEmpty();

        Ended sync = command(home, "sync");

        assertThat(sync.exitCode()).as(sync.toString()).isZero();
        Ended status = command(home, "status");
        assertThat(status.exitCode()).as(status.toString()).isZero();
        assertThat(status.out()).contains("docs ", "The store holds 3 chunks of 3 documents.");
        assertThat(command(home, "verify").exitCode()).isZero();
        try (Stream<Path> logs = Files.list(home.data().resolve("logs"))) {
            assertThat(logs)
                    .isNotEmpty()
                    .allSatisfy(log -> assertThat(log).content().doesNotContain(PostgresServer.PASSWORD));
        }
    }

    @Test
    void backup_is_left_to_the_server_and_says_how() throws Exception {
        Ended backup = command(home, "backup", folder.resolve("copy.db").toString());

        assertThat(backup.exitCode()).as(backup.toString()).isEqualTo(2);
        assertThat(backup.err())
                .contains("pg_dump --format=custom --schema=" + name + " --username=postgres --file=FILE '"
                        + server.uri() + "'");
    }

    @Test
    void a_second_process_is_told_who_writes_and_those_that_look_are_let_in() throws Exception {
        home.sync();
        TestHome other = StateHome.with(
                        TestHome.withoutSource(folder.resolve("other")),
                        server.uri().toString(),
                        name)
                .option("freshet.state.timeout", "30s");
        other.source("docs", home.documents().root()).write();
        try (Memory writing = Memory.forWriting(home.path(), home.checked())) {
            assertThat(writing.sources().figures()).hasSize(1);

            Ended sync = command(other, "sync");

            assertThat(sync.exitCode()).as(sync.toString()).isEqualTo(3);
            assertThat(sync.err())
                    .contains("The state in schema " + name + " of " + server.uri()
                            + " is being written by another Freshet:" + " 'freshet "
                            + ProcessHandle.current().pid() + "@")
                    .doesNotContain("\tat ");
            assertThat(command(other, "status").exitCode()).isZero();
        }
    }

    @Test
    void a_server_that_is_away_is_said_in_a_sentence_and_validate_asks_none() throws Exception {
        home.option("freshet.state", "jdbc:postgresql://127.0.0.1:1/nothing");

        for (String command : new String[] {"sync", "status", "verify"}) {
            Ended ended = command(home, command);
            assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(3);
            assertThat(ended.err())
                    .startsWith(
                            "The state in schema " + name + " of postgresql://127.0.0.1:1/nothing can't be reached: ")
                    .contains("correct freshet.state.")
                    .doesNotContain("\tat ");
        }
        Ended validate = command(home, "validate");
        assertThat(validate.exitCode()).as(validate.toString()).isZero();
    }

    @Test
    void the_embedded_store_is_refused_with_its_remedy() throws Exception {
        home.option("freshet.store", "embedded");

        Ended sync = command(home, "sync");

        assertThat(sync.exitCode()).as(sync.toString()).isEqualTo(2);
        assertThat(sync.err())
                .contains("freshet.state: the embedded store is in the file of the state")
                .contains("Set freshet.store to one elsewhere, such as pgvector, or leave freshet.state out");
    }
}
