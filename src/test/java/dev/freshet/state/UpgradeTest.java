package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.document.DocumentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: every older form of the database is brought to the newest with all its rows, or left as it was. */
class UpgradeTest {

    /** Rows as the first version wrote them; later forms take them too. */
    private static final List<String> ROWS = List.of(
            "INSERT INTO sources (id, kind, cursor, last_complete_pass) VALUES ('docs', 'folder', NULL,"
                    + " '2026-01-31T12:00:00.000Z'), ('wiki', 'notion', 'c-17', '2026-01-31T12:00:00.000Z')",
            "INSERT INTO documents (id, source, document, fingerprint, checksum, recipe, title, chunk_count, status)"
                    + " VALUES (3, 'docs', 'a.md', 'f', 'c', 'r', 'Größe', 1, 'indexed')",
            "INSERT INTO documents (id, source, document, fingerprint, recipe, status, error, stage, attempts,"
                    + " next_attempt_at) VALUES (9, 'docs', 'b.pdf', 'f', 'r', 'failed', 'broken', 'extract', 2,"
                    + " '2026-02-01T12:00:00.000Z')",
            "INSERT INTO chunks VALUES ('6f1a4c1e-6b0c-5a53-9d7e-2f6c1f3f8a10', 3, 0, 'x')",
            "INSERT INTO ingestion_runs (id, source, trigger, kind, started_at, completed_at, docs_added, status, message)"
                    + " VALUES (41, 'docs', 'cli', 'sync', '2026-01-31T11:59:00.000Z', '2026-01-31T12:00:00.000Z', 2,"
                    + " 'completed', NULL), (42, 'docs', 'cli', 'sync', '2026-01-31T12:59:00.000Z', NULL, 0, 'running', NULL)",
            "INSERT INTO intents VALUES ('docs', 'c.md', 42, 'f', 'r', '2026-01-31T12:59:01.000Z')",
            "INSERT INTO embeddings VALUES ('m', 'x', x'0000803f', '2026-01-31T12:00:00.000Z')",
            "INSERT INTO store_chunks (chunk_id, source, document, ordinal, title, heading, page, position, text, metadata,"
                    + " revision, vector) VALUES ('6f1a4c1e-6b0c-5a53-9d7e-2f6c1f3f8a10', 'docs', 'a.md', 0, 'Größe', '', 0,"
                    + " 0, 'the pump', '{}', 1, x'0000803f')",
            "UPDATE store_revision SET revision = 1");

    private static final List<String> TABLES = List.of(
            "SELECT id, kind, cursor, last_complete_pass FROM sources",
            "SELECT * FROM documents",
            "SELECT * FROM chunks",
            "SELECT id, source, trigger, kind, started_at, completed_at, docs_added, status, message FROM ingestion_runs",
            "SELECT source, document, run, fingerprint, recipe, started_at FROM intents",
            "SELECT model, checksum, hex(vector), used_at FROM embeddings",
            "SELECT chunk_id, source, document, title, text, revision, hex(vector) FROM store_chunks",
            "SELECT revision, last_removal FROM store_revision",
            "SELECT rowid FROM store_text WHERE store_text MATCH '\"pumps\"'");

    @TempDir
    Path folder;

    static IntStream olderForms() {
        return IntStream.range(1, Engine.FORM);
    }

    private Path ofForm(int version) throws SQLException {
        Path file = folder.resolve("freshet.db");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:state/sqlite")
                .target(String.valueOf(version))
                .load()
                .migrate();
        for (String row : ROWS) {
            execute(file, row);
        }
        execute(file, "PRAGMA journal_mode = WAL");
        execute(file, "PRAGMA user_version = " + version);
        return file;
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(Path file) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                ResultSet result = statement.executeQuery(table);
                while (result.next()) {
                    StringBuilder row = new StringBuilder(table);
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.append(" | ").append(result.getString(i));
                    }
                    rows.add(row.toString());
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("olderForms")
    void an_older_database_keeps_every_row(int version) throws SQLException {
        Path file = ofForm(version);
        List<String> before = rows(file);

        try (Database database = Database.open(file)) {
            assertThat(new Documents(database).chunks(new DocumentKey("docs", "a.md")))
                    .hasSize(1);
            assertThat(new Runs(database).last("docs").orElseThrow().id()).isEqualTo(42);
            assertThat(new Runs(database).request("docs", "cli", "sync", java.time.Instant.now()))
                    .isEqualTo(43);
            assertThat(new StatedChunks(database).count("docs")).isEqualTo(1);
            database.writing(handle -> handle.execute("DELETE FROM ingestion_runs WHERE id = 43"));
        }

        assertThat(before).hasSize(12);
        assertThat(rows(file)).isEqualTo(before);
    }

    @Test
    void a_newer_database_is_refused_and_not_touched() throws Exception {
        Path file = folder.resolve("freshet.db");
        Database.open(file).close();
        execute(file, "PRAGMA user_version = " + (Engine.FORM + 1));
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("written by a newer Freshet")
                .hasMessageContaining("has form " + (Engine.FORM + 1))
                .hasMessageContaining("put back the backup");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** Each step is one transaction: the old program may go on with what a failed one leaves. */
    @ParameterizedTest
    @ValueSource(strings = {"samples", "held_documents", "incidents"})
    void a_step_that_fails_half_way_leaves_the_older_form_usable(String inTheWay) throws SQLException {
        Path file = ofForm(1);
        execute(file, "CREATE TABLE " + inTheWay + " (in_the_way INTEGER)");
        List<String> before = rows(file);

        assertThatThrownBy(() -> Database.open(file)).isInstanceOf(DatabaseException.class);

        assertThat(rows(file)).isEqualTo(before);
        execute(
                file,
                "INSERT INTO ingestion_runs (source, trigger, kind, started_at, status)"
                        + " VALUES ('docs', 'cli', 'sync', '2026-01-31T12:00:00.000Z', 'running')");
        execute(file, "DELETE FROM ingestion_runs WHERE id = 43");
        execute(file, "DROP TABLE " + inTheWay);
        Database.open(file).close();
        assertThat(rows(file)).isEqualTo(before);
    }

    @Test
    void an_empty_file_is_a_database_that_begins() throws IOException {
        Path file = Files.createFile(folder.resolve("freshet.db"));

        Database.open(file).close();

        assertThat(file).isNotEmptyFile();
    }
}
