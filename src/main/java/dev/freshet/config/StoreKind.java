package dev.freshet.config;

import java.util.Locale;

/** The stores that chunks and vectors can be kept in. */
public enum StoreKind {
    /** In the home itself. */
    EMBEDDED,
    /** A table of PostgreSQL. */
    PGVECTOR,
    /** An index of OpenSearch. */
    OPENSEARCH,
    /** An index of Elasticsearch. */
    ELASTICSEARCH,
    /** A collection of Qdrant. */
    QDRANT,
    /** A collection of Chroma. */
    CHROMA,
    /** A collection of Milvus. */
    MILVUS,
    /** A collection of Weaviate. */
    WEAVIATE,
    /** Hashes of Redis, with an index. */
    REDIS;

    /** As it stands in the options. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
