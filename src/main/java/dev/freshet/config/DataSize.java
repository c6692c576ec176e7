package dev.freshet.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of data. Written as a number and a unit, {@code B}, {@code kB}, {@code MB} or {@code GB}; 1 kB is 1024 B. */
public record DataSize(long bytes) implements Comparable<DataSize> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s*(B|kB|KB|MB|GB)");
    private static final String[] UNITS = {"B", "kB", "MB", "GB"};

    /**
     * Reads a number and its unit.
     *
     * @throws IllegalArgumentException with a message for a person
     */
    public static DataSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size: write a number and a unit, such as 500kB, 20MB or 2GB");
        }
        long number = Long.parseLong(matcher.group(1));
        return new DataSize(Math.multiplyExact(number, factor(matcher.group(2))));
    }

    private static long factor(String unit) {
        return switch (unit.toUpperCase(Locale.ROOT)) {
            case "GB" -> 1L << 30;
            case "MB" -> 1L << 20;
            case "KB" -> 1L << 10;
            default -> 1;
        };
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** In the largest unit that needs no fraction. */
    @Override
    public String toString() {
        long number = bytes;
        int unit = 0;
        while (number != 0 && number % 1024 == 0 && unit < UNITS.length - 1) {
            number /= 1024;
            unit++;
        }
        return number + UNITS[unit];
    }
}
