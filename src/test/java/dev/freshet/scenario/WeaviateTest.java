package dev.freshet.scenario;

import dev.freshet.contract.CollectionHomeContract;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.WeaviateServer;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

/** Promise: a home whose options name Weaviate keeps a collection of it as equal to its documents as the embedded store. */
class WeaviateTest extends CollectionHomeContract {

    private final WeaviateServer server = WeaviateServer.start();

    @Override
    protected WeaviateServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return "Freshet";
    }

    @Override
    protected TestHome with(TestHome made, URI address, String collection) {
        return made.option("freshet.store", "weaviate")
                .option("freshet.store.weaviate.url", address.toString())
                .option("freshet.store.weaviate.key", WeaviateServer.KEY)
                .option("freshet.store.weaviate.collection", collection);
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
