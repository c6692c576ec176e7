package dev.freshet.store.chroma;

import java.net.URI;
import java.time.Duration;

/**
 * Where a store is, and how it is used.
 *
 * @param address of the REST interface, such as {@code http://localhost:8000}
 * @param key for what stands before the server; empty = none
 * @param tenant whose database it is
 * @param database that has the collection
 * @param collection its name
 * @param timeout the longest that a call may take
 */
public record ChromaOptions(
        URI address, String key, String tenant, String database, String collection, Duration timeout) {

    /** For people: without the key. */
    @Override
    public String toString() {
        return address.toString();
    }
}
