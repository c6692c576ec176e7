package dev.freshet.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value of metadata that is a list, as one text: each entry ends with a character that Unicode keeps for a program's own
 * use, so that no document's text is taken for a list. It never leaves the program: what is stored and shown is an array.
 */
public final class Several {

    private static final String END = "\uFDD0";

    private Several() {}

    /** A list as one value; blank entries and repetitions are left out. Blank = there are none. */
    public static String of(Collection<String> entries) {
        StringBuilder value = new StringBuilder();
        entries.stream()
                .map(entry -> entry.replace(END, "").strip())
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .forEach(entry -> value.append(entry).append(END));
        return value.toString();
    }

    /** Whether a value is a list, if only of one. */
    public static boolean is(String value) {
        return value.endsWith(END);
    }

    /** The entries of a list; a plain value is its own only one. */
    public static List<String> entries(String value) {
        return is(value) ? List.of(value.substring(0, value.length() - 1).split(END, -1)) : List.of(value);
    }

    /** As programs show it: a list, or the plain value. */
    public static Object shown(String value) {
        return is(value) ? entries(value) : value;
    }

    /** Values by name as programs show them, sorted by name. */
    public static SortedMap<String, Object> shown(Map<String, String> values) {
        SortedMap<String, Object> shown = new TreeMap<>();
        values.forEach((name, value) -> shown.put(name, shown(value)));
        return shown;
    }
}
