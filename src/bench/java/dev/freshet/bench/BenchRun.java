package dev.freshet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a bench works with: its form, a folder of its own, and where it reports to. */
final class BenchRun {

    /** Does the work once and says what it took, in the unit of its row. */
    interface Measurement {
        double once() throws Exception;
    }

    private final boolean smoke;
    private final Path folder;
    private final List<Row> rows = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();

    BenchRun(boolean smoke, Path folder) {
        this.smoke = smoke;
        this.folder = folder;
    }

    /** Whether it only has to be shown that the bench runs. */
    boolean isSmoke() {
        return smoke;
    }

    /** A size of data or a number of rounds, by form. */
    int size(int full, int inSmoke) {
        return smoke ? inSmoke : full;
    }

    /** An empty folder on a real disk, deleted after the bench. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Warms up, then measures. */
    Samples repeat(int warmUps, int rounds, Measurement measurement) throws Exception {
        return inTurns(warmUps, rounds, measurement).get(0);
    }

    /** The same for several, one round of each after the other, so that a noisy machine is noisy for all. */
    List<Samples> inTurns(int warmUps, int rounds, Measurement... measurements) throws Exception {
        List<List<Double>> values = Stream.of(measurements)
                .<List<Double>>map(one -> new ArrayList<>())
                .toList();
        for (int round = -size(warmUps, 0); round < size(rounds, 1); round++) {
            for (int i = 0; i < measurements.length; i++) {
                double value = measurements[i].once();
                if (round >= 0) {
                    values.get(i).add(value);
                }
            }
        }
        return values.stream().map(Samples::new).toList();
    }

    /** Reports a row, and prints it at once. */
    void row(Row row) {
        rows.add(row);
        System.err.println(Report.line(row));
    }

    /** Reports a point of a plot. */
    void point(Point point) {
        points.add(point);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    List<Point> points() {
        return List.copyOf(points);
    }
}
