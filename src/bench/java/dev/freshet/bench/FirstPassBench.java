package dev.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.state.Database;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * P3: a first pass over small Markdown files with a model that costs nothing, and with all that keeps the promises. Beside it,
 * SQLite alone: the rows that the pass has made, copied into an empty file by one statement a table.
 */
final class FirstPassBench implements Bench {

    private static final int ROUNDS = 3;

    private static final List<String> TABLES = List.of("documents", "chunks", "embeddings", "store_chunks");

    private int homes;

    @Override
    public String id() {
        return "P3";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        for (int documents : run.isSmoke() ? new int[] {100} : new int[] {1_000, 10_000, 100_000}) {
            Path folder = run.folder("documents-" + documents);
            SmallDocuments.write(folder, documents);
            Path[] made = new Path[1];
            List<Samples> speeds = run.inTurns(
                    1,
                    ROUNDS,
                    () -> {
                        made[0] = run.folder("home-" + homes++);
                        return documents / pass(made[0], folder, documents);
                    },
                    () -> documents / copy(made[0].resolve("home/data/freshet.db"), made[0].resolve("copy.db")));
            report(run, documents, speeds.get(0), speeds.get(1));
        }
    }

    private void report(BenchRun run, int documents, Samples speed, Samples bare) {
        String work = "first pass over %,d small Markdown files, null embedder".formatted(documents);
        run.row(Row.limited(id(), work, "documents/s", speed, Limit.atLeast(5_000)));
        run.row(Row.told(id(), "the rows of it, copied by SQLite alone", "documents/s", bare));
        point(run, "Freshet", documents, speed);
        point(run, "SQLite alone", documents, bare);
    }

    private static void point(BenchRun run, String series, int documents, Samples speed) {
        run.point(new Point("first-pass", "documents", "documents/s", series, documents, speed.median()));
    }

    private static double pass(Path home, Path folder, int documents) {
        TestHome made = TestHome.withoutSource(home);
        made.source("docs", folder).write();
        try (OpenHome open = OpenHome.of(made, EmbeddedStore::new, new NullEmbedder())) {
            long began = System.nanoTime();
            Run pass = open.freshet().pass("docs", TestHome.SYNC).done().join();
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(pass.counts().added()).isEqualTo(documents);
            return seconds;
        }
    }

    private static double copy(Path made, Path copy) throws SQLException, IOException {
        Database.open(copy).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("ATTACH '" + made + "' AS made");
            long began = System.nanoTime();
            for (String table : TABLES) {
                statement.executeUpdate("INSERT INTO main." + table + " SELECT * FROM made." + table);
            }
            return (System.nanoTime() - began) / 1e9;
        }
    }
}
