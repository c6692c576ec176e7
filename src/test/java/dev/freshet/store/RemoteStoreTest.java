package dev.freshet.store;

import dev.freshet.contract.VectorStoreContract;
import dev.freshet.testing.HttpStore;
import dev.freshet.testing.StoreServer;
import org.junit.jupiter.api.AfterEach;

/** The store of the tests that stands for one in another process keeps the contract too. */
class RemoteStoreTest extends VectorStoreContract {

    private final StoreServer server = StoreServer.start();

    @Override
    protected VectorStore emptyStore() {
        return new HttpStore(server.uri());
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
