package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of the SQLite file alone. */
class SqliteDatabaseTest {

    @TempDir
    Path home;

    @Test
    void a_transaction_that_sqlite_ended_by_itself_has_failed_and_the_next_one_commits() {
        Path file = home.resolve("data/freshet.db");
        try (Database database = Database.open(file)) {
            // what SQLite does by itself when the disk is full
            assertThatThrownBy(() -> database.writing(handle -> handle.execute("ROLLBACK")))
                    .hasStackTraceContaining("no transaction is active");

            database.writing(handle -> handle.execute("INSERT INTO sources (id, kind) VALUES ('docs', 'folder')"));

            try (Database other = Database.open(file)) {
                assertThat(sources(other)).isEqualTo(1);
                other.writing(handle -> handle.execute("INSERT INTO sources (id, kind) VALUES ('wiki', 'folder')"));
            }
            assertThat(sources(database)).isEqualTo(2);
        }
    }

    @Test
    void a_write_that_found_the_file_locked_leaves_the_next_ones_their_transactions() throws SQLException {
        Path file = home.resolve("data/freshet.db");
        try (Database database = Database.open(file)) {
            database.writing(handle -> handle.execute("PRAGMA busy_timeout = 50"));
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement lock = other.createStatement()) {
                lock.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(() -> database.writing(
                                handle -> handle.execute("INSERT INTO sources (id, kind) VALUES ('a', 'folder')")))
                        .hasStackTraceContaining("SQLITE_BUSY");
                lock.execute("ROLLBACK");
            }

            assertThatThrownBy(() -> database.writing(handle -> {
                        handle.execute("INSERT INTO sources (id, kind) VALUES ('docs', 'folder')");
                        throw new IllegalStateException("half-way");
                    }))
                    .hasMessage("half-way");

            assertThat(sources(database)).isZero();
        }
    }

    @Test
    void a_file_with_the_newest_schema_is_one_that_flyway_has_nothing_to_do_for() {
        Path file = home.resolve("data/freshet.db");

        Database.open(file).close();

        var flyway = Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:state/sqlite")
                .load();
        assertThat(flyway.info().pending()).isEmpty();
        assertThat(flyway.info().current().getVersion().getVersion()).isEqualTo("" + Engine.FORM);
    }

    @Test
    void only_the_owner_may_look_into_the_data_folder() throws Exception {
        Database.open(home.resolve("data/freshet.db")).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data"))))
                .isEqualTo("rwx------");
    }

    private static void fill(Database database, int megabytes) {
        database.writing(handle -> {
            for (int i = 0; i < megabytes; i++) {
                handle.execute("INSERT INTO embeddings VALUES ('m', ?, randomblob(1048576), '')", i);
            }
        });
    }

    @Test
    void tidying_up_gives_the_disk_what_is_free_in_the_file_when_it_is_much() throws Exception {
        Path file = home.resolve("data/freshet.db");
        try (Database database = Database.open(file)) {
            fill(database, 40);
            database.writing(handle -> handle.execute("DELETE FROM embeddings WHERE checksum % 2 = 0"));
            database.tidy();
            assertThat(Files.size(file)).isBetween(20L << 20, 22L << 20);

            database.writing(handle -> handle.execute("DELETE FROM embeddings WHERE checksum = 1"));
            database.tidy();

            assertThat(Files.size(file)).as("with a little that is free").isBetween(20L << 20, 22L << 20);
            assertThat(database.<List<String>>read(handle -> handle.createQuery("PRAGMA integrity_check")
                            .mapTo(String.class)
                            .list()))
                    .containsExactly("ok");
        }
    }

    private static int sources(Database database) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM sources")
                .mapTo(int.class)
                .one());
    }
}
