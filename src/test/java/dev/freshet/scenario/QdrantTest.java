package dev.freshet.scenario;

import dev.freshet.contract.CollectionHomeContract;
import dev.freshet.testing.QdrantServer;
import dev.freshet.testing.TestHome;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

/** Promise: a home whose options name Qdrant keeps a collection of it as equal to its documents as the embedded store. */
class QdrantTest extends CollectionHomeContract {

    private final QdrantServer server = QdrantServer.start();

    @Override
    protected QdrantServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return "freshet";
    }

    @Override
    protected TestHome with(TestHome made, URI address, String collection) {
        return made.option("freshet.store", "qdrant")
                .option("freshet.store.qdrant.url", address.toString())
                .option("freshet.store.qdrant.key", QdrantServer.KEY)
                .option("freshet.store.qdrant.collection", collection);
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
