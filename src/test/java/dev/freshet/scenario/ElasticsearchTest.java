package dev.freshet.scenario;

import dev.freshet.contract.CollectionHomeContract;
import dev.freshet.testing.ElasticsearchServer;
import dev.freshet.testing.TestHome;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

/** Promise: a home whose options name Elasticsearch keeps an index of it as equal to its documents as the embedded store. */
class ElasticsearchTest extends CollectionHomeContract {

    private final ElasticsearchServer server = ElasticsearchServer.start();

    @Override
    protected ElasticsearchServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return "freshet";
    }

    @Override
    protected TestHome with(TestHome made, URI address, String collection) {
        return made.option("freshet.store", "elasticsearch")
                .option("freshet.store.elasticsearch.url", address.toString())
                .option("freshet.store.elasticsearch.key", ElasticsearchServer.KEY)
                .option("freshet.store.elasticsearch.index", collection);
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
