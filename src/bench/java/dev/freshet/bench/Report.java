package dev.freshet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what was measured: a table for people, plots, and the raw numbers. */
final class Report {

    private static final String HEAD = """
            | # | work | measured: median (spread) | bound, in the same run | ratio | must be | |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private final Path folder;

    /**
     * A report.
     *
     * @param folder where its files go
     */
    Report(Path folder) {
        this.folder = folder;
    }

    void write(List<Row> rows, List<Point> points) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("table.md"), table(rows));
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(
                        folder.resolve("results.json").toFile(),
                        Map.of("machine", machine(), "rows", rows, "points", points));
        Map<String, List<Point>> plots = points.stream().collect(Collectors.groupingBy(Point::plot));
        for (Map.Entry<String, List<Point>> plot : plots.entrySet()) {
            Plot.write(folder.resolve(plot.getKey() + ".svg"), plot.getValue());
        }
    }

    private static String machine() {
        Runtime here = Runtime.getRuntime();
        return LocalDate.now(ZoneOffset.UTC) + ", " + here.availableProcessors() + " cores, Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }

    private static String table(List<Row> rows) {
        return "Measured on " + machine() + ".\n\n" + HEAD
                + rows.stream().map(Report::line).collect(Collectors.joining("\n")) + "\n";
    }

    /** One line of the table. */
    static String line(Row row) {
        Samples bound = row.bound();
        return "| " + row.bench() + " | " + row.work() + " | " + row.measured().text(row.unit()) + " | "
                + (bound == null ? "" : row.boundName() + ": " + bound.text(row.unit())) + " | "
                + (bound == null ? "" : Samples.number(row.figure())) + " | "
                + (row.limit() == null ? "" : row.limit().text()) + " | " + verdict(row.isMet()) + " |";
    }

    private static String verdict(@Nullable Boolean met) {
        return met == null ? "" : met ? "reached" : "missed";
    }
}
