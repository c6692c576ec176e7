package dev.freshet.bench;

import dev.freshet.state.Runs.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** P2: a pass over files of which a few have changed. The vectors cost nothing, so that what is left is the pass itself. */
final class ChangedFilesBench implements Bench {

    private static final String PLOT = "pass-over-changed-files";
    private static final List<Integer> PERCENT = List.of(0, 1, 2, 5);

    private int version;

    @Override
    public String id() {
        return "P2";
    }

    @Override
    public void run(BenchRun run) throws Exception {
        int number = run.size(100_000, 100);
        List<Samples> measured;
        try (ManyFiles files = ManyFiles.in(run.folder("files"), number)) {
            measured = run.inTurns(
                    3,
                    5,
                    PERCENT.stream()
                            .<BenchRun.Measurement>map(percent -> () -> changed(files, number, percent))
                            .toArray(BenchRun.Measurement[]::new));
        }
        for (int i = 0; i < PERCENT.size(); i++) {
            int percent = PERCENT.get(i);
            run.row(Row.told(
                    id(), "pass over %,d files, %d %% changed".formatted(number, percent), "s", measured.get(i)));
            if (percent > 0) { // a logarithm has no nought
                double changed = number * percent / 100.0;
                run.point(new Point(
                        PLOT,
                        "changed documents",
                        "s",
                        "freshet",
                        changed,
                        measured.get(i).median()));
            }
        }
        slopes(run, number, measured);
    }

    /** Seconds of the pass after so many files, spread over all folders, were written anew. */
    private double changed(ManyFiles files, int number, int percent) throws IOException {
        version++;
        int changed = number * percent / 100;
        for (int i = 0; i < changed; i++) {
            files.write((int) ((long) i * number / changed), version);
        }
        long start = System.nanoTime();
        Run pass = files.pass();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (pass.counts().updated() != changed || pass.counts().unchanged() != number - changed) {
            throw new IllegalStateException("Not what was changed: " + pass);
        }
        return seconds;
    }

    /** Proportional where each share of changes costs the same for each of them, whatever the share. */
    private void slopes(BenchRun run, int number, List<Samples> measured) {
        List<Double> each = new ArrayList<>();
        for (int i = 1; i < PERCENT.size(); i++) {
            double more = measured.get(i).median() - measured.get(0).median();
            each.add(1000 * more / (number * PERCENT.get(i) / 100.0));
        }
        run.row(Row.told(id(), "more for each changed document, at 1 %, 2 % and 5 %", "ms", new Samples(each)));
    }
}
