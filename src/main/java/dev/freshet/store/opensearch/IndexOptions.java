package dev.freshet.store.opensearch;

import dev.freshet.store.rest.RestLogin;
import java.net.URI;
import java.time.Duration;

/**
 * Where a store is, and how it is used.
 *
 * @param address of the REST interface, such as {@code http://localhost:9200}
 * @param index its name
 * @param timeout the longest that a call may take
 */
public record IndexOptions(Engine engine, URI address, RestLogin login, String index, Duration timeout) {

    /** For people. */
    @Override
    public String toString() {
        return address.toString();
    }
}
