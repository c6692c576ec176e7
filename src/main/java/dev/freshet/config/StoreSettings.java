package dev.freshet.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where chunks and vectors are kept.
 *
 * @param name empty = the store of {@code freshet.store}; else one beside it, with a state of its own
 * @param sources whose documents go there; empty = all
 * @param timeout the longest that a store elsewhere may take for a call
 */
public record StoreSettings(
        String name,
        StoreKind kind,
        List<String> sources,
        Duration timeout,
        PgvectorSettings pgvector,
        OpenSearchSettings opensearch,
        ElasticsearchSettings elasticsearch,
        QdrantSettings qdrant,
        ChromaSettings chroma,
        MilvusSettings milvus,
        WeaviateSettings weaviate,
        RedisSettings redis) {

    /** What people call the store of {@code freshet.store} where stores have names. */
    public static final String MAIN = "main";

    static final Option<String> KIND = Option.text(
            "freshet.store",
            StoreKind.EMBEDDED.text(),
            "Where chunks and vectors are kept: embedded, which is in data/ of the home; pgvector, a table of PostgreSQL; opensearch, elasticsearch or redis, an index there; qdrant, chroma, milvus or weaviate, a collection there. docs/stores.md compares them.",
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
    static final Option<String> SOURCES = Option.text(
            "freshet.store.sources",
            "",
            "Sources whose documents go to this store, separated by commas. Empty takes all.",
            "handbook,wiki");

    /** Only a store with a name has it: the service of the other is that of {@code freshet.http.port}. */
    private static final Option<Integer> PORT =
            Option.number("freshet.store.port", "", 0, 0, 65_535, "Port of its console; 0 takes a free one.", "8643");

    static final List<Option<?>> OPTIONS = Stream.of(
                    List.<Option<?>>of(KIND, SOURCES, TIMEOUT),
                    PgvectorSettings.OPTIONS,
                    OpenSearchSettings.OPTIONS,
                    ElasticsearchSettings.OPTIONS,
                    QdrantSettings.OPTIONS,
                    ChromaSettings.OPTIONS,
                    MilvusSettings.OPTIONS,
                    WeaviateSettings.OPTIONS,
                    RedisSettings.OPTIONS)
            .<Option<?>>flatMap(List::stream)
            .toList();

    static StoreSettings of(String name, OptionValues values) {
        StoreKind kind = values.choice(KIND, StoreKind.class);
        return new StoreSettings(
                name,
                kind,
                sources(values.get(SOURCES)),
                values.get(TIMEOUT),
                PgvectorSettings.of(values, kind == StoreKind.PGVECTOR),
                OpenSearchSettings.of(values, kind == StoreKind.OPENSEARCH),
                ElasticsearchSettings.of(values, kind == StoreKind.ELASTICSEARCH),
                QdrantSettings.of(values, kind == StoreKind.QDRANT),
                ChromaSettings.of(values, kind == StoreKind.CHROMA),
                MilvusSettings.of(values, kind == StoreKind.MILVUS),
                WeaviateSettings.of(values, kind == StoreKind.WEAVIATE),
                RedisSettings.of(values, kind == StoreKind.REDIS));
    }

    private static List<String> sources(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(source -> !source.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether the documents of a source go there. */
    public boolean takes(String source) {
        return sources.isEmpty() || sources.contains(source);
    }

    /** Name of the option that says what it is. */
    String kindOption() {
        return name.isEmpty() ? KIND.name() : KIND.ofStore(name).name();
    }

    /** Name of the option that says which sources it takes. */
    public String sourcesOption() {
        return name.isEmpty() ? SOURCES.name() : SOURCES.ofStore(name).name();
    }

    /** Port of the service of a store with a name; 0 = a free one. */
    static int port(OptionValues values) {
        return values.get(PORT);
    }

    /** All options that stores with names have: those of a store, and those that shape its vectors. */
    static Stream<Option<?>> optionsOfNamed() {
        return Stream.of(
                        OPTIONS.stream(),
                        Stream.of(PORT),
                        ChunkSettings.OPTIONS.stream(),
                        EmbeddingSettings.OPTIONS.stream())
                .flatMap(options -> options);
    }

    /** Whether a problem leaves it open which store, or which state, is meant. */
    public static boolean isOfStore(Problem problem) {
        String place =
                (problem.file() + problem.message()).toLowerCase(Locale.ROOT).replace('_', '.');
        return place.contains(KIND.name())
                || place.contains(StateSettings.URL.name())
                || problem.message().startsWith("unknown option");
    }
}
