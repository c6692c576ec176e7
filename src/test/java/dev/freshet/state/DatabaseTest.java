package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.testing.StateKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabaseTest {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private StateKind kind;

    @TempDir
    Path home;

    @Test
    void a_failed_write_leaves_nothing_behind() {
        try (Database database = kind.open(home)) {
            assertThatThrownBy(() -> database.writing(handle -> {
                        handle.execute("INSERT INTO sources (id, kind) VALUES ('docs', 'folder')");
                        throw new IllegalStateException("half-way");
                    }))
                    .hasMessage("half-way");

            assertThat(sources(database)).isZero();
        }
    }

    @Test
    void a_write_inside_a_write_is_undone_with_it() {
        try (Database database = kind.open(home)) {
            assertThatThrownBy(() -> database.writing(outer -> {
                        database.writing(
                                inner -> inner.execute("INSERT INTO sources (id, kind) VALUES ('a', 'folder')"));
                        assertThat(sources(database)).isEqualTo(1);
                        throw new IllegalStateException("half-way");
                    }))
                    .hasMessage("half-way");

            assertThat(sources(database)).isZero();
        }
    }

    @Test
    void what_was_committed_is_there_after_opening_again() {
        try (Database database = kind.open(home)) {
            database.writing(handle -> handle.execute("INSERT INTO sources (id, kind) VALUES ('docs', 'folder')"));
        }

        try (Database database = kind.open(home)) {
            assertThat(sources(database)).isEqualTo(1);
        }
    }

    @Test
    void a_reader_can_not_write() {
        try (Database database = kind.open(home)) {
            assertThatThrownBy(() -> database.read(handle -> handle.execute("DELETE FROM sources")))
                    .satisfies(failure -> assertThat(stack(failure)).containsAnyOf("readonly", "read-only"));
            assertThat(sources(database)).isZero();
        }
    }

    private static String stack(Throwable failure) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack, true));
        return stack.toString();
    }

    @Test
    void a_connection_of_a_route_sees_what_was_committed_and_can_not_write() throws SQLException {
        try (Database database = kind.open(home)) {
            database.writing(handle -> handle.execute("INSERT INTO sources (id, kind) VALUES ('docs', 'folder')"));

            try (Connection connection = database.readOnly().getConnection();
                    Statement statement = connection.createStatement()) {
                try (ResultSet row = statement.executeQuery("SELECT kind FROM sources")) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("folder");
                }
                assertThatThrownBy(() -> statement.execute("DELETE FROM sources"))
                        .hasMessageContaining("read");
            }
            assertThat(sources(database)).isEqualTo(1);
        }
    }

    @Test
    void reads_at_one_moment_see_nothing_that_was_committed_since() {
        try (Database database = kind.open(home)) {
            database.atOneMoment(() -> {
                assertThat(sources(database)).isZero();

                CompletableFuture.runAsync(() -> database.writing(
                                handle -> handle.execute("INSERT INTO sources (id, kind) VALUES ('docs', 'folder')")))
                        .join();

                assertThat(sources(database)).isZero();
                return null;
            });
            assertThat(sources(database)).isEqualTo(1);
        }
    }

    @Test
    void readers_do_not_wait_for_a_write_and_see_what_was_before_it() {
        try (Database database = kind.open(home)) {
            database.writing(handle -> {
                handle.execute("INSERT INTO sources (id, kind) VALUES ('docs', 'folder')");

                assertThat(CompletableFuture.supplyAsync(() -> sources(database))
                                .join())
                        .isZero();
            });
            assertThat(sources(database)).isEqualTo(1);
        }
    }

    @Test
    void reads_inside_reads_of_more_threads_than_there_are_connections_all_come_to_their_end() {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try (Database database = kind.open(home)) {
            List<CompletableFuture<Integer>> reads = Stream.generate(() ->
                            CompletableFuture.supplyAsync(() -> database.read(handle -> sources(database)), threads))
                    .limit(200)
                    .toList();

            assertThat(reads)
                    .allSatisfy(read -> assertThat(
                                    read.orTimeout(30, TimeUnit.SECONDS).join())
                            .isZero());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_batch_of_any_length_is_written_whole_and_leaves_nothing_for_the_next() {
        try (Database database = kind.open(home)) {
            List<Integer> numbers = IntStream.range(0, 1_234).boxed().toList();
            String insert = "INSERT INTO sources (id, kind) VALUES (?, 'folder') ON CONFLICT DO NOTHING";
            database.change(sql -> {
                assertThat(sql.batch(insert, numbers, (row, number) -> row.setString(1, "s" + number)))
                        .isEqualTo(1_234);
                assertThat(sql.batch(insert, numbers, (row, number) -> row.setString(1, "s" + number)))
                        .isZero();
                assertThat(sql.batch(insert, List.<Integer>of(), (row, number) -> row.setString(1, "s" + number)))
                        .isZero();
            });

            assertThatThrownBy(() -> database.change(sql -> sql.batch(insert, List.of(1, 2), (row, number) -> {
                        row.setString(1, "new-" + number);
                        if (number == 2) {
                            throw new IllegalStateException("half-way");
                        }
                    })))
                    .hasMessage("half-way");
            database.change(sql -> sql.batch(insert, List.of(3), (row, number) -> row.setString(1, "new-" + number)));

            assertThat(sources(database)).isEqualTo(1_235);
        }
    }

    private static int sources(Database database) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM sources")
                .mapTo(int.class)
                .one());
    }
}
