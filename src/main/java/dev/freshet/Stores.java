package dev.freshet;

import dev.freshet.config.ChromaSettings;
import dev.freshet.config.PgvectorSettings;
import dev.freshet.config.QdrantSettings;
import dev.freshet.config.Settings;
import dev.freshet.config.StoreSettings;
import dev.freshet.state.Database;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.store.VectorStore;
import dev.freshet.store.chroma.ChromaOptions;
import dev.freshet.store.chroma.ChromaStore;
import dev.freshet.store.pgvector.PgvectorOptions;
import dev.freshet.store.pgvector.PgvectorStore;
import dev.freshet.store.qdrant.QdrantOptions;
import dev.freshet.store.qdrant.QdrantStore;
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
            case QDRANT -> state -> new QdrantStore(options(store.qdrant(), store.timeout()));
            case CHROMA -> state -> new ChromaStore(options(store.chroma(), store.timeout()));
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
}
