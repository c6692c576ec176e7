package dev.freshet.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** One plot as SVG, both axes logarithmic: what grows in proportion is a straight line. */
final class Plot {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;

    private Plot() {}

    static void write(Path file, List<Point> points) throws IOException {
        Point first = points.get(0);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(first.plot().replace('-', ' '))
                .xAxisTitle(first.xAxis())
                .yAxisTitle(first.yAxis())
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        Map<String, List<Point>> series =
                points.stream().collect(Collectors.groupingBy(Point::series, TreeMap::new, Collectors.toList()));
        series.forEach((name, line) -> {
            List<Point> sorted =
                    line.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
            chart.addSeries(
                    name,
                    sorted.stream().map(Point::x).toList(),
                    sorted.stream().map(Point::y).toList());
        });
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
