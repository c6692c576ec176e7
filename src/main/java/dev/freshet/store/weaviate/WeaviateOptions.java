package dev.freshet.store.weaviate;

import java.net.URI;
import java.time.Duration;

/**
 * Where a store is, and how it is used.
 *
 * @param address of the REST interface, such as {@code http://localhost:8080}
 * @param key of the interface; empty = none
 * @param collection its name, which begins with a capital letter
 * @param timeout the longest that a call may take
 */
public record WeaviateOptions(URI address, String key, String collection, Duration timeout) {

    /** For people: without the key. */
    @Override
    public String toString() {
        return address.toString();
    }
}
