package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.postgres.Server;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.FaultProxy.Fault;
import dev.freshet.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a state in PostgreSQL alone: who may write, what becomes of a lost connection, and what failures say. */
class PostgresStateTest {

    private static final String ADD = "INSERT INTO sources (id, kind) VALUES (?, 'folder')";
    private static final Duration BRIEF = Duration.ofSeconds(2);

    private final PostgresServer server = PostgresServer.get();
    private final String schema = PostgresServer.newName();
    private final PostgresState state = server.state(server.uri().toString(), schema);

    private static void add(Database database, String source) {
        database.writing(handle -> handle.execute(ADD, source));
    }

    private static List<String> sources(Database database) {
        return database.read(handle -> handle.createQuery("SELECT id FROM sources ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    private PostgresState as(String user, String password) {
        return new PostgresState(new Server(server.uri().toString(), user, password, BRIEF, "freshet"), schema, 2);
    }

    private PostgresState at(String address) {
        return new PostgresState(
                new Server(address, PostgresServer.USER, PostgresServer.PASSWORD, BRIEF, "freshet"), schema, 2);
    }

    /** A second one, with its lock, in the catalog of the server. */
    private String holder(String column) {
        return server.column("SELECT " + column + " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                        + " WHERE l.locktype = 'advisory' AND l.classid = " + 0x46726573 + " AND l.objid = "
                        + (schema.hashCode() & Integer.MAX_VALUE) + " AND l.granted")
                .get(0);
    }

    private void endWriter() {
        server.execute("SELECT pg_terminate_backend(" + holder("l.pid") + ")");
    }

    @Test
    void a_second_writer_is_told_who_writes_and_who_only_looks_is_let_in() {
        try (Database first = Database.open(state)) {
            add(first, "docs");

            assertThatThrownBy(() -> Database.open(state))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("The state in schema " + schema + " of " + server.uri())
                    .hasMessageContaining("is being written by another Freshet: 'freshet "
                            + ProcessHandle.current().pid() + "@")
                    .hasMessageContaining("came from 127.0.0.1 at ");
            try (Database looking = Database.lookInto(state)) {
                assertThat(sources(looking)).containsExactly("docs");
                assertThatThrownBy(() -> add(looking, "wiki")).hasStackTraceContaining("read-only");
            }
        }
        try (Database second = Database.open(state)) {
            add(second, "wiki");
            assertThat(sources(second)).containsExactly("docs", "wiki");
        }
    }

    @Test
    void two_states_in_one_database_are_strangers() {
        try (Database first = Database.open(state);
                Database second = Database.open(server.state(server.uri().toString(), schema + "_second"))) {
            add(first, "docs");
            add(second, "wiki");

            assertThat(sources(first)).containsExactly("docs");
            assertThat(sources(second)).containsExactly("wiki");
        }
    }

    @Test
    void a_write_whose_connection_is_lost_is_undone_and_the_next_one_goes_on() {
        try (Database database = Database.open(state)) {
            add(database, "before");

            Throwable failure = catchThrowable(() -> database.writing(handle -> {
                handle.execute(ADD, "lost");
                endWriter();
                handle.execute(ADD, "never");
            }));

            assertThat(failure).isInstanceOf(DatabaseException.class);
            assertThat(DatabaseException.meaning(failure))
                    .hasValueSatisfying(words -> assertThat(words)
                            .contains("The state in schema " + schema, "Nothing is lost; the next pass goes on."));
            add(database, "after");
            assertThat(sources(database)).containsExactly("after", "before");
            assertThat(holder("application_name")).startsWith("freshet ");
        }
    }

    @Test
    void a_write_whose_commit_is_lost_has_failed() {
        try (Database database = Database.open(state)) {
            assertThatThrownBy(() -> database.writingTogether(() -> database.writing(handle -> {
                        handle.execute(ADD, "lost");
                        endWriter();
                    })))
                    .isInstanceOf(DatabaseException.class);

            assertThat(sources(database)).isEmpty();
        }
    }

    @Test
    void a_read_on_a_connection_that_the_server_ended_looks_again() {
        try (Database database = Database.open(state)) {
            add(database, "docs");
            assertThat(sources(database)).containsExactly("docs");
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
                    + holder("application_name") + "'");

            assertThat(sources(database)).containsExactly("docs");
        }
    }

    @Test
    void who_lost_its_place_to_another_writes_nothing_any_more() {
        try (Database first = Database.open(state)) {
            endWriter();
            try (Database second = Database.open(state)) {
                add(second, "second");

                assertThatThrownBy(() -> add(first, "lost")).isInstanceOf(DatabaseException.class);
                assertThatThrownBy(() -> add(first, "first"))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining("is being written by another Freshet");
                assertThat(sources(second)).containsExactly("second");
            }
            add(first, "first");
            assertThat(sources(first)).containsExactly("first", "second");
        }
    }

    @Test
    void an_own_connection_that_only_the_server_believes_in_is_in_nobodys_way() throws SQLException {
        try (Database database = Database.open(state)) {
            Properties same = new Properties();
            same.setProperty("user", PostgresServer.USER);
            same.setProperty("password", PostgresServer.PASSWORD);
            same.setProperty("ApplicationName", holder("application_name"));
            String lock = "SELECT pg_advisory_lock(" + holder("l.classid") + ", " + holder("l.objid") + ")";
            try (Connection ghost = DriverManager.getConnection("jdbc:" + server.uri(), same);
                    Statement statement = ghost.createStatement()) {
                endWriter();
                statement.execute(lock);
                add(database, "docs");

                assertThat(sources(database)).containsExactly("docs");
                assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void a_server_that_is_away_is_told_of_and_used_again_when_it_is_back() {
        try (FaultProxy proxy = FaultProxy.to(server.uri());
                Database database = Database.open(at(PostgresServer.through(proxy.uri())))) {
            for (Fault fault : new Fault[] {Fault.RESET, Fault.BLACK_HOLE}) {
                add(database, "before " + fault);
                proxy.does(fault);

                assertThatThrownBy(() -> add(database, "lost"))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining("can't be reached");
                assertThatThrownBy(() -> sources(database))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining("See that PostgreSQL runs there, or correct freshet.state.");
                assertThatThrownBy(() -> database.atOneMoment(() -> sources(database)))
                        .isInstanceOf(DatabaseException.class);
                proxy.does(Fault.NONE);
                add(database, "after " + fault);
            }

            assertThat(sources(database)).hasSize(4).doesNotContain("lost");
        }
    }

    private static String refusal(PostgresState state) {
        Throwable failure = catchThrowable(() -> Database.open(state));
        assertThat(failure).isInstanceOf(DatabaseException.class);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(state.server().password());
        }
        return String.valueOf(failure.getMessage());
    }

    @Test
    void what_keeps_it_from_being_opened_is_said_with_its_remedy_and_without_the_password() {
        assertThat(refusal(at("postgresql://127.0.0.1:1/postgres")))
                .startsWith("The state in schema " + schema + " of postgresql://127.0.0.1:1/postgres can't be reached")
                .contains("correct freshet.state.");
        assertThat(refusal(as(PostgresServer.USER, "a-wrong-password")))
                .contains("Correct freshet.state.user and freshet.state.password");
        assertThat(refusal(at(server.uri().toString().replace("/postgres", "/nowhere"))))
                .contains("has no such database");
        server.execute("CREATE ROLE r" + schema + " LOGIN PASSWORD 'a-password-of-roles'");
        assertThat(refusal(as("r" + schema, "a-password-of-roles")))
                .contains("CREATE SCHEMA " + schema + " AUTHORIZATION r" + schema);

        server.execute("CREATE SCHEMA " + schema + " AUTHORIZATION r" + schema);
        try (Database database = Database.open(as("r" + schema, "a-password-of-roles"))) {
            add(database, "docs");
            assertThatThrownBy(() -> Database.open(as("r" + schema, "a-password-of-roles")))
                    .as("what a user without rights may see of another connection of his")
                    .hasMessageContaining("'freshet " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_state_of_a_newer_program_is_left_as_it_is() {
        Database.open(state).close();
        server.execute("UPDATE " + schema + ".flyway_schema_history SET version = '99' WHERE version IS NOT NULL");

        assertThatThrownBy(() -> Database.open(state))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("was written by a newer Freshet: it has form 99");
    }

    @Test
    void there_is_none_before_it_was_opened_for_writing() {
        assertThat(state.exists()).isFalse();

        Database.open(state).close();

        assertThat(state.exists()).isTrue();
    }

    @Test
    void a_value_that_it_can_not_hold_is_the_fault_of_its_document() {
        try (Database database = Database.open(state)) {
            DocumentVersion version = new DocumentVersion(
                    new DocumentKey("docs", "a.md"), "f", "c", "r", "a.md", "a\0title", null, null, new TreeMap<>());

            Throwable failure =
                    catchThrowable(() -> new Documents(database).indexed(version, List.of(), Instant.EPOCH));

            assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("can't hold it");
            assertThat(DatabaseException.meaning(failure)).isEmpty();
        }
    }

    @Test
    void its_tables_have_the_columns_of_those_in_the_file(@TempDir Path folder) {
        Database.open(state).close();
        try (Database file = Database.open(folder.resolve("freshet.db"))) {
            List<String> inFile = file.read(handle -> handle.createQuery(
                            "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c"
                                    + " WHERE m.type = 'table' AND m.name NOT LIKE 'store%' AND m.name NOT LIKE 'sqlite%'"
                                    + " AND m.name NOT LIKE 'flyway%' ORDER BY 1")
                    .mapTo(String.class)
                    .list());

            assertThat(server.column("SELECT table_name || '.' || column_name FROM information_schema.columns"
                            + " WHERE table_schema = '" + schema + "' AND table_name NOT LIKE 'flyway%'"
                            + " ORDER BY (table_name || '.' || column_name) COLLATE \"C\""))
                    .isEqualTo(inFile);
        }
    }
}
