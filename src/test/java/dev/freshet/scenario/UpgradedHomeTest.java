package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Prose;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
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
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: after an upgrade of the database nothing is read as new or embedded again, and changes are seen as ever. */
class UpgradedHomeTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void the_first_pass_after_an_upgrade_embeds_nothing_and_equals_a_fresh_ingest(int form) throws Exception {
        TestHome home = TestHome.in(folder);
        Prose prose = new Prose(form);
        for (int i = 0; i < 10; i++) {
            home.documents().write("note-" + i + ".md", prose.document());
        }
        home.sync();
        downgrade(home.data().resolve("freshet.db"), form);

        Synced first = home.sync();
        home.documents().write("note-1.md", "# New\n\nAll of it is new.");
        home.documents().delete("note-2.md");
        Synced second = home.sync();

        assertThat(first.counts()).isEqualTo("completed +0 ~0 -0 =10 !0");
        assertThat(first.embedded()).isZero();
        assertThat(second.counts()).isEqualTo("completed +0 ~1 -1 =8 !0");
        assertThat(second.embedded()).isEqualTo(1);
        assertThat(home.verify().isEqual()).isTrue();
        home.assertEqualToFreshIngest();
    }

    /** Puts a database of an older form in the place of one, with all rows that the older form has a place for. */
    private void downgrade(Path file, int form) throws SQLException, IOException {
        Path older = folder.resolve("older.db");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + older, null, null)
                .locations("classpath:state/sqlite")
                .target(String.valueOf(form))
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + older);
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + file + "' AS newer");
            for (String table : tables(statement)) {
                String columns = String.join(
                        ", ", column(statement, "SELECT name FROM pragma_table_info('" + table + "', 'main')"));
                statement.execute("DELETE FROM main." + table);
                statement.execute("INSERT INTO main." + table + " SELECT " + columns + " FROM newer." + table);
            }
            statement.execute("DETACH newer");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA user_version = " + form);
        }
        for (String ending : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + ending));
        }
        Files.move(older, file);
    }

    /** The full text is made from the chunks by triggers. */
    private static List<String> tables(Statement statement) throws SQLException {
        return column(
                statement,
                "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                        + " AND name NOT LIKE 'store_text%' AND name <> 'flyway_schema_history' ORDER BY name DESC");
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
    }
}
