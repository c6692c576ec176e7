package dev.freshet.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads options from the entries of a file; what can't be read is reported and stands at its default. */
final class OptionValues {

    private final Map<String, PropertiesFile.Entry> entries = new HashMap<>();
    private final Placeholders placeholders;
    private final Problems problems;

    OptionValues(PropertiesFile file, Placeholders placeholders, Problems problems) {
        file.entries().forEach(entry -> entries.put(entry.key(), entry));
        this.placeholders = placeholders;
        this.problems = problems;
    }

    <T extends Comparable<? super T>> T get(Option<T> option) {
        PropertiesFile.Entry entry = entries.get(option.name());
        if (entry == null) {
            return option.preset();
        }
        Placeholders.Resolved resolved = placeholders.resolve(entry.value());
        if (!resolved.isKnown()) {
            resolved.missing().forEach(missing -> refuse(option, missing));
            return option.preset();
        }
        try {
            return option.parse(resolved.text());
        } catch (IllegalArgumentException | ArithmeticException e) {
            refuse(option, e.getMessage());
            return option.preset();
        }
    }

    void refuse(Option<?> option, @Nullable String reason) {
        refuse(option, option, reason);
    }

    /** Reports at the line of the option or, when that stands at its default, at the line of the other. */
    void refuse(Option<?> option, Option<?> other, @Nullable String reason) {
        PropertiesFile.Entry entry = entries.getOrDefault(option.name(), entries.get(other.name()));
        int line = entry == null ? 0 : entry.line();
        problems.error(PropertiesFile.NAME, line, line == 0 ? 0 : 1, option.name() + ": " + reason);
    }
}
