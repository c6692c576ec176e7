package dev.freshet;

import dev.freshet.config.ChromaSettings;
import dev.freshet.config.ElasticsearchSettings;
import dev.freshet.config.MilvusSettings;
import dev.freshet.config.OpenSearchSettings;
import dev.freshet.config.PgvectorSettings;
import dev.freshet.config.QdrantSettings;
import dev.freshet.config.RedisSettings;
import dev.freshet.config.Settings;
import dev.freshet.config.StoreSettings;
import dev.freshet.config.WeaviateSettings;
import dev.freshet.state.Database;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.store.VectorStore;
import dev.freshet.store.chroma.ChromaOptions;
import dev.freshet.store.chroma.ChromaStore;
import dev.freshet.store.milvus.MilvusOptions;
import dev.freshet.store.milvus.MilvusStore;
import dev.freshet.store.opensearch.Engine;
import dev.freshet.store.opensearch.IndexOptions;
import dev.freshet.store.opensearch.IndexStore;
import dev.freshet.store.pgvector.PgvectorOptions;
import dev.freshet.store.pgvector.PgvectorStore;
import dev.freshet.store.qdrant.QdrantOptions;
import dev.freshet.store.qdrant.QdrantStore;
import dev.freshet.store.redis.RedisOptions;
import dev.freshet.store.redis.RedisStore;
import dev.freshet.store.rest.RestLogin;
import dev.freshet.store.weaviate.WeaviateOptions;
import dev.freshet.store.weaviate.WeaviateStore;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/** Opens the store that a home's options name. One elsewhere isn't asked anything by that. */
final class Stores {

    private Stores() {}

    static Function<Database, VectorStore> of(Settings settings) {
        StoreSettings store = settings.store();
        return switch (store.kind()) {
            case EMBEDDED -> EmbeddedStore::new;
            case PGVECTOR -> state -> new PgvectorStore(options(store));
            case OPENSEARCH -> state -> new IndexStore(options(store.opensearch(), store.timeout()));
            case ELASTICSEARCH -> state -> new IndexStore(options(store.elasticsearch(), store.timeout()));
            case QDRANT -> state -> new QdrantStore(options(store.qdrant(), store.timeout()));
            case CHROMA -> state -> new ChromaStore(options(store.chroma(), store.timeout()));
            case MILVUS -> state -> new MilvusStore(options(store.milvus(), store.timeout()));
            case WEAVIATE -> state -> new WeaviateStore(options(store.weaviate(), store.timeout()));
            case REDIS -> state -> new RedisStore(options(store.redis(), store.timeout()));
        };
    }

    private static PgvectorOptions options(StoreSettings settings) {
        PgvectorSettings pgvector = settings.pgvector();
        return new PgvectorOptions(
                pgvector.url(),
                pgvector.user(),
                pgvector.password().text(),
                pgvector.table(),
                settings.timeout(),
                pgvector.connections());
    }

    private static IndexOptions options(OpenSearchSettings opensearch, Duration timeout) {
        RestLogin login = RestLogin.user(
                "freshet.store.opensearch.user and .password",
                opensearch.user(),
                opensearch.password().text());
        return new IndexOptions(Engine.OPENSEARCH, URI.create(opensearch.url()), login, opensearch.index(), timeout);
    }

    private static IndexOptions options(ElasticsearchSettings elasticsearch, Duration timeout) {
        RestLogin login = RestLogin.key(
                "freshet.store.elasticsearch.key",
                "Authorization",
                "ApiKey ",
                elasticsearch.key().text());
        return new IndexOptions(
                Engine.ELASTICSEARCH, URI.create(elasticsearch.url()), login, elasticsearch.index(), timeout);
    }

    private static QdrantOptions options(QdrantSettings qdrant, Duration timeout) {
        return new QdrantOptions(URI.create(qdrant.url()), qdrant.key().text(), qdrant.collection(), timeout);
    }

    private static ChromaOptions options(ChromaSettings chroma, Duration timeout) {
        return new ChromaOptions(
                URI.create(chroma.url()),
                chroma.key().text(),
                chroma.tenant(),
                chroma.database(),
                chroma.collection(),
                timeout);
    }

    private static MilvusOptions options(MilvusSettings milvus, Duration timeout) {
        return new MilvusOptions(
                URI.create(milvus.url()), milvus.key().text(), milvus.database(), milvus.collection(), timeout);
    }

    private static WeaviateOptions options(WeaviateSettings weaviate, Duration timeout) {
        return new WeaviateOptions(URI.create(weaviate.url()), weaviate.key().text(), weaviate.collection(), timeout);
    }

    private static RedisOptions options(RedisSettings redis, Duration timeout) {
        return new RedisOptions(
                URI.create(redis.url()), redis.user(), redis.password().text(), redis.index(), timeout);
    }
}
