package dev.freshet.store.rest;

import dev.freshet.document.Content;
import dev.freshet.document.Several;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/** Metadata as texts that a filter compares as a whole, for stores whose own fields can't have any name and any value. */
public final class Facts {

    private static final int LONGEST = 256;

    private Facts() {}

    /** One for each value; a list has one for each of its entries. */
    public static Stream<String> of(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .flatMap(field -> Several.entries(field.getValue()).stream().map(entry -> of(field.getKey(), entry)));
    }

    /** {@code NAME=VALUE}; its SHA-256 where that is longer than 256 characters. */
    public static String of(String name, String value) {
        String fact = name + "=" + value;
        return fact.length() <= LONGEST ? fact : Content.sha256(fact.getBytes(StandardCharsets.UTF_8));
    }
}
