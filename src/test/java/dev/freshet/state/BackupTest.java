package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a backup is whole, of one moment, for its owner only, and there or not there at all. */
class BackupTest {

    private static final int ROWS = 5_000;

    @TempDir
    Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void a_database_of_some_megabytes() {
        file = folder.resolve("data/freshet.db");
        database = Database.open(file);
        database.writing(handle -> {
            handle.execute("CREATE TABLE pairs (id INTEGER PRIMARY KEY, one INTEGER, filler BLOB)");
            for (int i = 0; i < ROWS; i++) {
                handle.execute("INSERT INTO pairs VALUES (?, 0, randomblob(1000))", i);
            }
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static long number(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void a_backup_under_writes_is_of_one_moment() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger commits = new AtomicInteger();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            // every commit changes the first and the last page alike
            var writing = writer.submit(() -> {
                while (!done.get()) {
                    database.writing(handle -> handle.execute(
                            "UPDATE pairs SET one = one + 1, filler = randomblob(1000) WHERE id IN (0, ?)", ROWS - 1));
                    commits.incrementAndGet();
                }
            });
            for (int i = 0; i < 5; i++) {
                int before = commits.get();
                Path copy = folder.resolve("copy-" + i + " with a space.db");

                long bytes = Backup.make(file, copy);

                assertThat(bytes).isEqualTo(Files.size(copy)).isGreaterThan(5_000_000);
                assertThat(number(copy, "SELECT max(one) - min(one) FROM pairs WHERE id IN (0, " + (ROWS - 1) + ")"))
                        .isZero();
                assertThat(number(copy, "SELECT count(*) FROM pairs")).isEqualTo(ROWS);
                assertThat(commits.get()).isGreaterThan(before);
            }
            done.set(true);
            writing.get();
        } finally {
            done.set(true);
            writer.shutdown();
        }
    }

    @Test
    void a_backup_is_for_its_owner_only_and_stands_alone() throws IOException {
        Path copy = folder.resolve("copy.db");

        Backup.make(file, copy);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(copy, folder.resolve("data"));
        }
        Database.open(copy).close();
    }

    @Test
    void a_file_that_exists_is_left_as_it_is() throws IOException {
        Path copy = Files.writeString(folder.resolve("copy.db"), "precious");

        assertThatThrownBy(() -> Backup.make(file, copy)).hasMessageContaining("is there already");

        assertThat(copy).hasContent("precious");
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Backup.make(file, folder.resolve("nowhere/copy.db")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("nowhere", "doesn't exist", "Make it");
    }

    @Test
    void a_damaged_database_gives_no_backup() throws IOException {
        database.tidy();
        try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(Files.size(file) / 2);
            channel.write(java.nio.ByteBuffer.wrap(new byte[40_000]));
        }
        Path copy = folder.resolve("copy.db");

        assertThatThrownBy(() -> Backup.make(file, copy))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("none was made");

        assertThat(copy).doesNotExist();
    }

    @Test
    void a_full_disk_leaves_no_half_file() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()), "can't mount a small disk");
        try {
            assertThatThrownBy(() -> Backup.make(file, disk.resolve("copy.db")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("its disk is full")
                    .hasMessageContaining("Nothing is left of it");

            try (var files = Files.list(disk)) {
                assertThat(files).isEmpty();
            }
        } finally {
            runs("umount", disk.toString());
        }
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
