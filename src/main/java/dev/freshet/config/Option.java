package dev.freshet.config;

/**
 * The one declaration of an option: the reader, the documentation and the commented file are made from it.
 *
 * @param unit what a plain number counts, such as {@code tokens}; empty where the value carries its unit
 * @param description one sentence
 */
public record Option<T extends Comparable<? super T>>(
        String name, OptionType<T> type, String unit, T preset, T least, T most, String description, String example) {

    /**
     * Reads a value and checks its range.
     *
     * @throws IllegalArgumentException with a message for a person
     */
    T parse(String text) {
        T value = type.parse().apply(text);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("'" + text + "' is out of range: allowed are " + range());
        }
        return value;
    }

    String print(T value) {
        return type.print().apply(value);
    }

    String presetText() {
        return print(preset);
    }

    /** {@code number of tokens}, or {@code duration}. */
    String typeText() {
        return unit.isEmpty() ? type.name() : type.name() + " of " + unit;
    }

    String range() {
        return print(least) + " to " + print(most);
    }
}
