package dev.freshet.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** A Java properties file (UTF-8) that remembers the line of each entry. */
public record PropertiesFile(List<Entry> entries) {

    public static final String NAME = "application.properties";

    /**
     * One setting.
     *
     * @param line of its first character, from 1
     */
    public record Entry(String key, String value, int line) {}

    /** The {@code application.properties} of a home; no entries when there is no such file. */
    public static PropertiesFile read(Path home, Problems problems) {
        Path file = home.resolve(NAME);
        if (!Files.exists(file)) {
            return new PropertiesFile(List.of());
        }
        try {
            return parse(Files.readAllLines(file), problems);
        } catch (CharacterCodingException e) {
            problems.error(NAME, 0, 0, "is not UTF-8: save it in that encoding");
        } catch (IOException e) {
            problems.error(NAME, 0, 0, "can't be read: " + e.getMessage());
        }
        return new PropertiesFile(List.of());
    }

    static PropertiesFile parse(List<String> lines, Problems problems) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> firstLines = new HashMap<>();
        for (int next = 0; next < lines.size(); ) {
            int first = next;
            next = afterContinuations(lines, next);
            for (Entry entry : decode(lines.subList(first, next), first + 1, problems)) {
                Integer earlier = firstLines.putIfAbsent(entry.key(), entry.line());
                if (earlier != null) {
                    String message = "'%s' is already set in line %d: remove one of them";
                    problems.error(NAME, entry.line(), 1, message.formatted(entry.key(), earlier));
                }
                entries.add(entry);
            }
        }
        return new PropertiesFile(List.copyOf(entries));
    }

    private static int afterContinuations(List<String> lines, int first) {
        int last = first;
        while (last < lines.size() - 1 && !isComment(lines.get(first)) && isContinued(lines.get(last))) {
            last++;
        }
        return last + 1;
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#") || line.stripLeading().startsWith("!");
    }

    private static boolean isContinued(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** Java's own reader takes one entry at a time, so that its syntax is ours to the last escape. */
    private static List<Entry> decode(List<String> lines, int line, Problems problems) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(String.join("\n", lines)));
        } catch (IOException | IllegalArgumentException e) {
            problems.error(NAME, line, 1, "is not a properties line: " + e.getMessage());
        }
        return one.stringPropertyNames().stream()
                .map(key -> new Entry(key, one.getProperty(key).strip(), line))
                .toList();
    }

    public Map<String, String> asMap() {
        return entries.stream().collect(Collectors.toMap(Entry::key, Entry::value, (earlier, later) -> later));
    }
}
