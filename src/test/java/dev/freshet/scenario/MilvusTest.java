package dev.freshet.scenario;

import dev.freshet.contract.CollectionHomeContract;
import dev.freshet.testing.MilvusServer;
import dev.freshet.testing.TestHome;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

/** Promise: a home whose options name Milvus keeps a collection of it as equal to its documents as the embedded store. */
class MilvusTest extends CollectionHomeContract {

    private final MilvusServer server = MilvusServer.start();

    @Override
    protected MilvusServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return "freshet";
    }

    @Override
    protected TestHome with(TestHome made, URI address, String collection) {
        return made.option("freshet.store", "milvus")
                .option("freshet.store.milvus.url", address.toString())
                .option("freshet.store.milvus.key", MilvusServer.KEY)
                .option("freshet.store.milvus.collection", collection);
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
