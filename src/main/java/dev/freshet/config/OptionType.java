package dev.freshet.config;

import java.time.Duration;
import java.util.function.Function;

/**
 * How the values of an option are written.
 *
 * @param hasRange whether a least and a greatest value mean something
 * @param parse throws IllegalArgumentException with a message for a person
 */
record OptionType<T>(
        String name, Function<String, T> parse, Function<T, String> print, boolean hasRange, boolean isSecret) {

    static final OptionType<Integer> NUMBER =
            new OptionType<>("number", OptionType::number, String::valueOf, true, false);
    static final OptionType<Duration> DURATION =
            new OptionType<>("duration", DurationText::parse, DurationText::print, true, false);
    static final OptionType<DataSize> SIZE = new OptionType<>("size", DataSize::parse, DataSize::toString, true, false);
    static final OptionType<String> TEXT = new OptionType<>("text", String::strip, text -> text, false, false);

    /** A text, or a file that holds it; see {@link Secret}. */
    static final OptionType<String> SECRET = new OptionType<>("secret", String::strip, text -> text, false, true);

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }
}
