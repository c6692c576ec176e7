package dev.freshet.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what is wrong, so that a person sees all of it at once. For one thread. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void error(String file, int line, int column, String message) {
        add(new Problem(Severity.ERROR, file, line, column, message));
    }

    public void warning(String file, int line, int column, String message) {
        add(new Problem(Severity.WARNING, file, line, column, message));
    }

    private void add(Problem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** By file, line and column. */
    public List<Problem> sorted() {
        List<Problem> copy = new ArrayList<>(found);
        Collections.sort(copy);
        return List.copyOf(copy);
    }

    /** Warnings alone don't stop anything. */
    public boolean hasErrors() {
        return count(Severity.ERROR) > 0;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** One line each, then the count and, after an error, {@code Nothing was started.} Empty without problems. */
    public String text() {
        if (found.isEmpty()) {
            return "";
        }
        String lines = sorted().stream().map(problem -> problem + "\n").collect(Collectors.joining());
        return lines + summary() + "\n";
    }

    private String summary() {
        String warnings = counted(count(Severity.WARNING), "warning");
        if (!hasErrors()) {
            return warnings + ".";
        }
        String errors = counted(count(Severity.ERROR), "problem");
        return (warnings.isEmpty() ? errors : errors + ", " + warnings) + ". Nothing was started.";
    }

    private long count(Severity severity) {
        return found.stream().filter(problem -> problem.severity() == severity).count();
    }

    private static String counted(long count, String noun) {
        return count == 0 ? "" : count == 1 ? "1 " + noun : count + " " + noun + "s";
    }
}
