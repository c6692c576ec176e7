package dev.freshet.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where chunks and vectors are kept.
 *
 * @param timeout the longest that a store elsewhere may take for a call
 */
public record StoreSettings(
        StoreKind kind, Duration timeout, PgvectorSettings pgvector, QdrantSettings qdrant, ChromaSettings chroma) {

    static final Option<String> KIND = Option.text(
            "freshet.store",
            StoreKind.EMBEDDED.text(),
            "Where chunks and vectors are kept: embedded, which is in data/ of the home, pgvector, which is a table of PostgreSQL, qdrant, which is a collection of Qdrant, or chroma, which is a collection of Chroma. docs/stores.md compares them.",
            StoreKind.PGVECTOR.text());
    static final Option<Duration> TIMEOUT = new Option<>(
            "freshet.store.timeout",
            OptionType.DURATION,
            "",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "The longest that a store elsewhere may take for a call; then it is out of reach.",
            "2m");
    static final List<Option<?>> OPTIONS = Stream.of(
                    List.<Option<?>>of(KIND, TIMEOUT),
                    PgvectorSettings.OPTIONS,
                    QdrantSettings.OPTIONS,
                    ChromaSettings.OPTIONS)
            .<Option<?>>flatMap(List::stream)
            .toList();

    static StoreSettings of(OptionValues values) {
        StoreKind kind = values.choice(KIND, StoreKind.class);
        return new StoreSettings(
                kind,
                values.get(TIMEOUT),
                PgvectorSettings.of(values, kind == StoreKind.PGVECTOR),
                QdrantSettings.of(values, kind == StoreKind.QDRANT),
                ChromaSettings.of(values, kind == StoreKind.CHROMA));
    }

    /** Whether a problem leaves it open which store is meant. */
    public static boolean isOfStore(Problem problem) {
        String place =
                (problem.file() + problem.message()).toLowerCase(Locale.ROOT).replace('_', '.');
        return place.contains(KIND.name()) || problem.message().startsWith("unknown option");
    }
}
