package dev.freshet.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one declaration of an option: the reader, the documentation and the commented file are made from it.
 *
 * @param unit what a plain number counts, such as {@code tokens}; empty where the value carries its unit
 * @param description one sentence
 */
public record Option<T extends Comparable<? super T>>(
        String name, OptionType<T> type, String unit, T preset, T least, T most, String description, String example) {

    private static final Pattern STORE = Pattern.compile("\\bfreshet\\.store(?![\\w-])");

    /** A text of any content. */
    static Option<Integer> number(
            String name, String unit, int preset, int least, int most, String description, String example) {
        return new Option<>(name, OptionType.NUMBER, unit, preset, least, most, description, example);
    }

    static Option<String> text(String name, String preset, String description, String example) {
        return new Option<>(name, OptionType.TEXT, "", preset, "", "", description, example);
    }

    /** A text that is never shown, without a default. */
    static Option<String> secret(String name, String description, String example) {
        return new Option<>(name, OptionType.SECRET, "", "", "", "", description, example);
    }

    /** The same option of a store that has a name. Options that a store doesn't have stay as they are. */
    Option<T> ofStore(String store) {
        String own = EmbeddingSettings.isOfRecipe(name)
                ? name.replaceFirst("freshet", "freshet.stores." + store)
                : ofStore(store, name);
        return new Option<>(own, type, unit, preset, least, most, description, example);
    }

    /** A text in which the names of the options of the store are those of the one with this name. */
    static String ofStore(String store, String text) {
        return STORE.matcher(text).replaceAll(Matcher.quoteReplacement("freshet.stores." + store));
    }

    /** The environment variable that stands above the file. */
    String environmentName() {
        return name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    /**
     * Reads a value and checks its range.
     *
     * @throws IllegalArgumentException with a message for a person
     */
    T parse(String text) {
        T value = type.parse().apply(text);
        if (type.hasRange() && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
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
        if (type.hasRange()) {
            return print(least) + " to " + print(most);
        }
        return type.isSecret() ? "the text itself, or file:PATH" : "any text";
    }
}
