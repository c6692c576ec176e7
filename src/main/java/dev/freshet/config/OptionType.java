package dev.freshet.config;

import java.time.Duration;
import java.util.function.Function;

/**
 * How the values of an option are written.
 *
 * @param parse throws IllegalArgumentException with a message for a person
 */
record OptionType<T>(String name, Function<String, T> parse, Function<T, String> print) {

    static final OptionType<Integer> NUMBER = new OptionType<>("number", OptionType::number, String::valueOf);
    static final OptionType<Duration> DURATION = new OptionType<>("duration", DurationText::parse, DurationText::print);
    static final OptionType<DataSize> SIZE = new OptionType<>("size", DataSize::parse, DataSize::toString);

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }
}
