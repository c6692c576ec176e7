package dev.freshet.scenario;

import dev.freshet.contract.CollectionHomeContract;
import dev.freshet.testing.RedisServer;
import dev.freshet.testing.TestHome;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

/** Promise: a home whose options name Redis keeps an index of it as equal to its documents as the embedded store. */
class RedisTest extends CollectionHomeContract {

    private final RedisServer server = RedisServer.start();

    @Override
    protected RedisServer program() {
        return server;
    }

    @Override
    protected String collection() {
        return "freshet";
    }

    @Override
    protected TestHome with(TestHome made, URI address, String collection) {
        return made.option("freshet.store", "redis")
                .option("freshet.store.redis.url", "redis://127.0.0.1:" + address.getPort())
                .option("freshet.store.redis.password", RedisServer.PASSWORD)
                .option("freshet.store.redis.index", collection);
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
