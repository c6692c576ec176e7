package dev.freshet.store.milvus;

import java.net.URI;
import java.time.Duration;

/**
 * Where a store is, and how it is used.
 *
 * @param address of the REST interface, such as {@code http://localhost:19530}
 * @param key {@code user:password}, or a key; empty = none
 * @param collection its name
 * @param timeout the longest that a call may take
 */
public record MilvusOptions(URI address, String key, String database, String collection, Duration timeout) {

    /** For people: without the key. */
    @Override
    public String toString() {
        return address.toString();
    }
}
