package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a process that dies in the middle of a step of an upgrade leaves the older form whole, and the next start the new. */
class InterruptedUpgradeTest {

    private static final int KILLED = 137;
    private static final int RUNS = 300_000;

    @TempDir
    Path folder;

    /** Upgrades a database and dies without cleaning up, as soon as a part of a step is on the disk. */
    static final class Dying {

        private static final long SOME_OF_IT = 4L << 20;

        public static void main(String[] arguments) {
            Path file = Path.of(arguments[0]);
            Path log = Path.of(arguments[0] + "-wal");
            Thread watch = new Thread(() -> {
                while (log.toFile().length() < SOME_OF_IT) {
                    Thread.onSpinWait();
                }
                Runtime.getRuntime().halt(KILLED);
            });
            watch.setDaemon(true);
            watch.start();
            Database.open(file).close();
        }
    }

    @Test
    void the_next_start_completes_the_upgrade_with_every_row() throws Exception {
        Path file = olderFormWithManyRuns();

        int exit = upgradeIn(file);

        assertThat(exit).as("died in mid-step").isEqualTo(KILLED);
        assertThat(number(file, "SELECT count(*) FROM sqlite_master WHERE name IN ('runs_with_waiting', 'samples')"))
                .as("tables of the step that was cut short")
                .isZero();
        assertThat(number(file, "SELECT count(*) FROM ingestion_runs")).isEqualTo(RUNS);

        Database.open(file).close();

        assertThat(number(file, "PRAGMA user_version")).isEqualTo(Engine.FORM);
        assertThat(number(file, "SELECT count(*) FROM ingestion_runs")).isEqualTo(RUNS);
        assertThat(number(file, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"))
                .isZero();
    }

    /** The second step copies the runs into a new table: enough of them, and the copy is on the disk before its commit. */
    private Path olderFormWithManyRuns() throws SQLException {
        Path file = folder.resolve("freshet.db");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:state/sqlite")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("INSERT INTO ingestion_runs (source, trigger, kind, started_at, status)"
                    + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + RUNS + ")"
                    + " SELECT 'docs', 'cli', 'sync', '2026-01-31T12:00:00.000Z', 'completed' FROM n");
            statement.execute("PRAGMA user_version = 1");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        return file;
    }

    private static int upgradeIn(Path file) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Dying.class.getName(),
                        file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static long number(Path file, String sql) throws SQLException {
        assertThat(Files.exists(file)).isTrue();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
