package dev.freshet.config;

import java.util.Locale;

/** The stores that chunks and vectors can be kept in. */
public enum StoreKind {
    /** In the home itself. */
    EMBEDDED,
    /** A table of PostgreSQL. */
    PGVECTOR,
    /** A collection of Qdrant. */
    QDRANT,
    /** A collection of Chroma. */
    CHROMA;

    /** As it stands in the options. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
