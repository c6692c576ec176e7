package dev.freshet.store;

import dev.freshet.contract.RemoteStoreContract;
import dev.freshet.testing.HttpStore;
import dev.freshet.testing.StoreServer;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

/** The store of the tests that stands for one in another process keeps the contract too. */
class RemoteStoreTest extends RemoteStoreContract {

    private final StoreServer server = StoreServer.start();

    @Override
    protected VectorStore emptyStore() {
        return new HttpStore(server.uri());
    }

    @Override
    protected URI server() {
        return server.uri();
    }

    @Override
    protected VectorStore emptyStoreThrough(URI through) {
        return new HttpStore(through);
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
