package dev.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the benches. In each build in the smoke form, which proves that they run; with the profile {@code bench} in full, which
 * writes table, plots and raw numbers to {@code target/bench}.
 */
class PerformanceIT {

    private static final boolean SMOKE = !Boolean.getBoolean("freshet.bench");
    /** Some of them, such as {@code P1,P7}; by default all. */
    private static final String ONLY = System.getProperty("freshet.bench.only", "");

    private static final List<Row> ROWS = new ArrayList<>();
    private static final List<Point> POINTS = new ArrayList<>();

    @TempDir
    private Path folder;

    static Stream<Bench> benches() {
        return Stream.<Bench>of(
                        new ListingBench(),
                        new ChangedFilesBench(),
                        new FirstPassBench(),
                        new EmbeddingBench(),
                        new EditBench(),
                        new FreshnessBench(),
                        new SearchBench(),
                        new MemoryBench(),
                        new StartBench(),
                        new DeletionBench(),
                        new RemoteBench())
                .filter(bench -> ONLY.isEmpty() || List.of(ONLY.split(",")).contains(bench.id()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("benches")
    void bench_runs_and_reports(Bench bench) throws Exception {
        BenchRun run = new BenchRun(SMOKE, folder);

        bench.run(run);

        assertThat(run.rows()).isNotEmpty();
        ROWS.addAll(run.rows());
        POINTS.addAll(run.points());
    }

    @AfterAll
    static void report() throws IOException {
        new Report(Path.of("target", SMOKE ? "bench-smoke" : "bench")).write(ROWS, POINTS);
    }
}
