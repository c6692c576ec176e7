package dev.freshet.store.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.remote.OutageException;
import dev.freshet.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Promise: whatever keeps the store from its work is said with place and remedy, and without the password. */
class FailuresTest {

    private static final DocumentKey GUIDE = new DocumentKey("docs", "guide.md");
    private static final String CHECKSUM = "c".repeat(64);

    private final PostgresServer server = PostgresServer.get();
    private final String table = PostgresServer.newName();

    private static void write(PgvectorOptions options, String text, float... vector) {
        Chunk chunk = new Chunk(new ChunkIds(GUIDE).next(CHECKSUM), 0, CHECKSUM, "", text, 0, 0, 1);
        DocumentVersion version =
                new DocumentVersion(GUIDE, "f", CHECKSUM, "r", "guide.md", null, null, null, new TreeMap<>());
        try (PgvectorStore store = new PgvectorStore(options)) {
            store.upsert(version, List.of(chunk), Map.of(CHECKSUM, vector));
        }
    }

    private PgvectorOptions as(String user, String password) {
        return new PgvectorOptions(server.uri().toString(), user, password, table, Duration.ofSeconds(5), 2);
    }

    private PgvectorOptions at(UnaryOperator<String> address) {
        return PostgresServer.options(address.apply(server.uri().toString()), table, Duration.ofSeconds(5));
    }

    private static String outage(PgvectorOptions options) {
        Throwable failure = catchThrowable(() -> write(options, "text", 1, 0));
        assertThat(failure).isInstanceOf(OutageException.class);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain(options.password());
        }
        return String.valueOf(failure.getMessage());
    }

    @Test
    void nobody_listens() {
        assertThat(outage(at(address -> "postgresql://127.0.0.1:1/postgres")))
                .startsWith("The vector store at postgresql://127.0.0.1:1/postgres can't be reached: ConnectException")
                .endsWith("See that PostgreSQL runs there, or correct freshet.store.pgvector.url.");
    }

    @Test
    void the_host_is_unknown() {
        assertThat(outage(at(address -> "postgresql://nowhere.invalid/postgres")))
                .contains("can't be reached: UnknownHostException: nowhere.invalid");
    }

    @Test
    void the_password_is_wrong() {
        assertThat(outage(as(PostgresServer.USER, "a-wrong-password")))
                .contains("doesn't let 'postgres' in: password authentication failed for user \"postgres\"")
                .contains("Correct freshet.store.pgvector.user and freshet.store.pgvector.password");
    }

    @Test
    void the_password_is_lacking() {
        Throwable failure = catchThrowable(() -> write(as(PostgresServer.USER, ""), "text", 1, 0));

        assertThat(failure).isInstanceOf(OutageException.class).hasMessageContaining("freshet.store.pgvector.password");
    }

    @Test
    void the_database_is_not_there() {
        assertThat(outage(at(address -> address.replace("/postgres", "/" + table))))
                .contains("has no such database: database \"" + table + "\" does not exist");
    }

    private String role(String... grants) {
        String role = "r" + table;
        server.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'a-password-of-roles'");
        server.execute(grants);
        return role;
    }

    @Test
    void the_extension_is_lacking_and_the_user_may_not_create_it() {
        String role = role("CREATE DATABASE d" + table);

        String message = outage(new PgvectorOptions(
                server.uri().toString().replace("/postgres", "/d" + table),
                role,
                "a-password-of-roles",
                table,
                Duration.ofSeconds(5),
                2));

        assertThat(message)
                .contains("doesn't let '" + role + "' do that: permission denied to create extension \"vector\"")
                .endsWith("As a superuser of this database: CREATE EXTENSION vector");
    }

    @Test
    void the_user_may_not_make_the_table() {
        assertThat(outage(as(role(), "a-password-of-roles")))
                .contains("permission denied for schema public")
                .contains("CREATE on the schema");
    }

    @Test
    void the_user_may_read_and_not_write() {
        write(as(PostgresServer.USER, PostgresServer.PASSWORD), "text", 1, 0);
        String role = role("GRANT SELECT ON " + table + " TO r" + table);

        assertThat(outage(as(role, "a-password-of-roles")))
                .contains("permission denied for table " + table)
                .contains("INSERT, UPDATE and DELETE on " + table);
    }

    @Test
    void the_model_gives_vectors_of_another_length() {
        write(as(PostgresServer.USER, PostgresServer.PASSWORD), "text", 1, 0, 0);

        assertThat(outage(as(PostgresServer.USER, PostgresServer.PASSWORD)))
                .contains("The table " + table)
                .contains("has vectors of 3 numbers, and the model gives 2");
    }

    @Test
    void another_program_made_the_table() {
        server.execute("CREATE TABLE " + table + " (embedding_id uuid PRIMARY KEY, embedding vector(2), text text)");

        assertThat(outage(as(PostgresServer.USER, PostgresServer.PASSWORD)))
                .contains("lacks columns that Freshet writes")
                .contains("freshet.store.pgvector.table");
    }

    @Test
    void somebody_holds_the_rows_for_too_long() {
        PgvectorOptions options = PostgresServer.options(server.uri().toString(), table, Duration.ofSeconds(1));
        write(options, "text", 1, 0);
        try (PgvectorStore other = new PgvectorStore(options)) {
            assertThat(other.count("docs")).isEqualTo(1);
        }
        server.execute("ALTER TABLE " + table + " ADD CONSTRAINT slow CHECK (pg_sleep(3) IS NOT NULL) NOT VALID");

        assertThat(outage(options)).contains("took longer than freshet.store.timeout allows");
    }

    @Test
    void a_value_that_is_refused_is_the_fault_of_its_document_and_not_an_outage() {
        PgvectorOptions options = as(PostgresServer.USER, PostgresServer.PASSWORD);
        write(options, "text", 1, 0);
        server.execute("ALTER TABLE " + table + " ADD CONSTRAINT brief CHECK (length(text) < 10)");

        Throwable failure = catchThrowable(() -> write(options, "a secret sentence", 1, 0));

        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("can't hold it");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("a secret sentence");
        }
    }
}
