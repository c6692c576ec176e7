package dev.freshet.config;

import java.util.Comparator;

/**
 * One thing to repair.
 *
 * @param file as a person would name it: relative to the home
 * @param line from 1; 0 when the problem has no line
 * @param column from 1; 0 when the problem has no column
 * @param message the fact, then the remedy
 */
public record Problem(Severity severity, String file, int line, int column, String message)
        implements Comparable<Problem> {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::message);

    /** A message never shows the password of an address that it quotes. */
    public Problem {
        message = Secret.withoutPasswords(message);
    }

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    @Override
    public String toString() {
        String kind = severity == Severity.WARNING ? "warning: " : "";
        return place() + "  " + kind + message;
    }

    private String place() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
