package dev.freshet.store.rest;

import java.net.URI;
import java.time.Duration;

/**
 * A server that keeps chunks, and how it is asked.
 *
 * @param program its name for people, such as {@code Qdrant}
 * @param address of the interface, without a slash at its end
 * @param options how the names of its options begin, such as {@code freshet.store.qdrant}
 * @param timeout the longest until an answer is whole
 */
public record RestServer(String program, URI address, String options, RestLogin login, Duration timeout) {

    /** For people. */
    @Override
    public String toString() {
        return address.toString();
    }
}
