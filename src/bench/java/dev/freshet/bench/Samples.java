package dev.freshet.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What was measured in each round, in the order of the rounds.
 *
 * @param values at least one
 */
record Samples(List<Double> values) {

    Samples {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = List.copyOf(values);
    }

    static Samples of(double... values) {
        return new Samples(Arrays.stream(values).boxed().toList());
    }

    double median() {
        return quantile(0.5);
    }

    /** By the nearest rank: 0.99 of 100 values is the 99th. */
    double quantile(double share) {
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }

    double least() {
        return quantile(0);
    }

    double greatest() {
        return quantile(1);
    }

    /** Median and spread, from the least to the greatest, of how many rounds. */
    String text(String unit) {
        String median = number(median());
        return values.size() == 1
                ? median + " " + unit
                : median + " " + unit + " (" + number(least()) + "–" + number(greatest()) + ", n = " + values.size()
                        + ")";
    }

    /** Three digits that count. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
