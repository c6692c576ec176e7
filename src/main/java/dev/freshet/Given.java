package dev.freshet;

import dev.freshet.camel.NamePatterns;
import dev.freshet.config.DataSize;
import dev.freshet.source.FileRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.stream.Stream;

/** The parameters that a kamelet hands over. */
record Given(Map<String, String> values) {

    String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    Stream<String> words(String name) {
        return Stream.of(text(name).split("[,\\s]+", -1)).filter(word -> !word.isEmpty());
    }

    long size(String name) {
        return DataSize.parse(text(name)).bytes();
    }

    /** Without a slash at its end. */
    URI address(String name) {
        try {
            return new URI(text(name).replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + name + "' is no address: " + e.getMessage(), e);
        }
    }

    int number(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' is '" + text(name) + "'. It must be a number.", e);
        }
    }

    FileRules rules() {
        return new FileRules(
                new NamePatterns(text("include")), new NamePatterns(text("exclude")), size("maxSize"), flag("hidden"));
    }
}
