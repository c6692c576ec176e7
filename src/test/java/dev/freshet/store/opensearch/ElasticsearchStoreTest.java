package dev.freshet.store.opensearch;

import dev.freshet.contract.DocumentedStoreContract;
import dev.freshet.store.VectorStore;
import dev.freshet.store.rest.RestLogin;
import dev.freshet.testing.ElasticsearchServer;
import java.net.URI;
import java.time.Duration;

/** Elasticsearch's documented requests keep the contract of a store elsewhere. No real server answers here. */
class ElasticsearchStoreTest extends DocumentedStoreContract {

    private static final String INDEX = "freshet";

    private final ElasticsearchServer server = ElasticsearchServer.start();

    @Override
    protected ElasticsearchServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return INDEX;
    }

    @Override
    protected String writes() {
        return "/_bulk";
    }

    @Override
    protected VectorStore open(URI address, String key, Duration timeout) {
        RestLogin login = RestLogin.key("freshet.store.elasticsearch.key", "Authorization", "ApiKey ", key);
        return new IndexStore(new IndexOptions(Engine.ELASTICSEARCH, address, login, INDEX, timeout));
    }
}
