package dev.freshet.testing;

import java.util.List;

/** How fast things came one after the other. */
public final class Rate {

    private Rate() {}

    /** The most of these moments within any span of that length, its end excluded; both in one unit. */
    public static long most(List<Long> moments, long span) {
        return moments.stream()
                .mapToLong(from -> moments.stream()
                        .filter(moment -> moment >= from && moment - from < span)
                        .count())
                .max()
                .orElse(0);
    }
}
