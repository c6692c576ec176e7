package dev.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.pass.PassRequest;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * P10: a pass that a person has approved deletes half of the documents, and the file gets smaller. Beside it, SQLite alone: the
 * same rows, deleted from a copy of the file by one statement a table.
 */
final class DeletionBench implements Bench {

    private static final double MB = 1 << 20;

    /** The chunks that the state knows go with their documents. */
    private static final List<String> TABLES = List.of("store_chunks", "documents");

    @Override
    public String id() {
        return "P10";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        int documents = run.size(100_000, 200);
        Path folder = run.folder("documents");
        SmallDocuments.write(folder, documents);
        TestHome home = TestHome.withoutSource(run.folder("home"));
        home.source("docs", folder).write();
        try (OpenHome open = OpenHome.of(home, EmbeddedStore::new, new NullEmbedder())) {
            pass(open, 0);
            deleteHalf(folder, documents);
            measure(run, open, documents / 2, home.data().resolve("freshet.db"));
        }
    }

    private void measure(BenchRun run, OpenHome open, int gone, Path file) throws IOException, SQLException {
        assertThat(pass(open, 0).status()).isEqualTo(RunStatus.HELD);
        open.memory().tidy();
        long before = Files.size(file);
        Path copy = Files.copy(file, run.folder("copy").resolve("copy.db"));
        long began = System.nanoTime();
        Run approved = pass(open, gone);
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(approved.counts().deleted()).isEqualTo(gone);
        long after = Files.size(file);
        long tidied = System.nanoTime();
        open.memory().tidy();
        String work = "approved pass that deletes %,d of %,d documents".formatted(gone, 2 * gone);
        run.row(Row.limited(id(), work, "documents/s", Samples.of(gone / seconds), Limit.atLeast(20_000)));
        run.row(Row.told(
                id(), "the same rows, deleted by SQLite alone", "documents/s", Samples.of(gone / alone(copy, file))));
        run.row(Row.told(
                id(), "making the file smaller after it", "s", Samples.of((System.nanoTime() - tidied) / 1e9)));
        run.row(Row.told(id(), "file before it", "MB", Samples.of(before / MB)));
        run.row(Row.told(id(), "file after it", "MB", Samples.of(after / MB)));
        run.row(Row.told(id(), "file when made smaller", "MB", Samples.of(Files.size(file) / MB)));
        assertThat(open.memory().store().counts().documents()).isEqualTo(gone);
    }

    /** Seconds. */
    private static double alone(Path copy, Path made) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("ATTACH '" + made + "' AS made");
            long began = System.nanoTime();
            for (String table : TABLES) {
                statement.executeUpdate("DELETE FROM main." + table
                        + " WHERE (source, document) NOT IN (SELECT source, document FROM made.documents)");
            }
            return (System.nanoTime() - began) / 1e9;
        }
    }

    private static Run pass(OpenHome open, long approved) {
        PassRequest request = new PassRequest(PassRequest.Kind.SYNC, "bench", approved);
        return open.freshet().pass("docs", request).done().join();
    }

    private static void deleteHalf(Path folder, int documents) throws IOException {
        for (int i = 0; i < documents; i += 2) {
            Files.delete(SmallDocuments.path(folder, i));
        }
    }
}
