package dev.freshet.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.change.RetryPolicy;
import dev.freshet.chunk.ChunkOptions;
import dev.freshet.chunk.Chunker;
import dev.freshet.embed.Embedding;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.extract.Extractor;
import dev.freshet.pass.PassListener;
import dev.freshet.remote.Breakers;
import dev.freshet.state.Database;
import dev.freshet.state.Documents;
import dev.freshet.state.Embeddings;
import dev.freshet.state.Intents;
import dev.freshet.store.DocumentWriter;
import dev.freshet.store.EmbeddedStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of the pipeline as Camel reads them. */
class PipelineRoutesTest extends CamelTestSupport {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    private final MiniLmEmbedder embedder = new MiniLmEmbedder(1);

    @AfterEach
    void closeDatabase() {
        database.close();
        embedder.close();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.setAutoStartup(false);
        PropertiesComponent properties = context.getPropertiesComponent();
        properties.addOverrideProperty("freshet.workers", "1");
        properties.addOverrideProperty("freshet.queue", "4");
        return context;
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        database = Database.open(folder.resolve("freshet.db"));
        Documents documents = new Documents(database);
        Intents intents = new Intents(database);
        Embeddings embeddings = new Embeddings(database);
        Clock clock = Clock.systemUTC();
        RetryPolicy retry = new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        registry.bind("indexedDocuments", new IndexedDocuments());
        registry.bind("detection", new Detection(documents, intents::note, 1L << 20, clock));
        registry.bind("extractor", new Extractor());
        registry.bind("chunker", new Chunker(embedder.tokenizer(), new ChunkOptions(256, 32)));
        registry.bind("embedding", new Embedding(embedder, documents, embeddings));
        DocumentWriter writer = new DocumentWriter(database, new EmbeddedStore(database), embedder.model(), clock);
        registry.bind("writer", writer);
        Breakers breakers = new Breakers(Duration.ofSeconds(1), Duration.ofMinutes(1));
        registry.bind("outages", new Outages(breakers, documents, intents, writer::isInDoubt, Duration.ofSeconds(1)));
        registry.bind("storeBreaker", breakers.store().circuit());
        registry.bind("outcome", new Outcome(documents, intents, retry, clock, PassListener.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-detect",
                "2-extract",
                "3-chunk",
                "4-embed",
                "5-store",
                "6-forget",
                "unchanged",
                "on-failure",
                "on-outage"
            })
    void route_is_alone_in_its_file_and_named_after_it(String file) throws Exception {
        Path path = Path.of("routes/pipeline", file + ".camel.yaml").toAbsolutePath();

        PluginHelper.getRoutesLoader(context())
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context(), "file:" + path));

        assertThat(context().getRoutes()).extracting(Route::getRouteId).containsExactly(file.replaceFirst("^\\d-", ""));
    }
}
