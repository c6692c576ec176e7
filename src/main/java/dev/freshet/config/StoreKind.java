package dev.freshet.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stores that chunks and vectors can be kept in. */
public enum StoreKind {
    /** In the home itself. */
    EMBEDDED,
    /** A table of PostgreSQL. */
    PGVECTOR;

    /** As it stands in the options. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<StoreKind> of(String text) {
        return Stream.of(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    static String all() {
        return Stream.of(values()).map(StoreKind::text).collect(Collectors.joining(", "));
    }
}
