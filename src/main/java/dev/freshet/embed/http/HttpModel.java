package dev.freshet.embed.http;

import java.net.URI;
import java.time.Duration;

/**
 * A model behind an address.
 *
 * @param options begins the names of its options, for what people are told
 * @param url of the interface, without a slash at its end
 * @param key empty = none is sent
 * @param name as the address knows it
 * @param dimensions of its vectors
 * @param shortened whether it is asked for vectors of that length
 * @param maxTokens of a text
 * @param batches how many texts a request has
 * @param pace how fast it is asked
 * @param timeout for a whole answer
 */
public record HttpModel(
        String options,
        URI url,
        String key,
        String name,
        int dimensions,
        boolean shortened,
        int maxTokens,
        Batches batches,
        Pace pace,
        Duration timeout) {

    /**
     * How fast a model is asked; 0 = as fast as texts come.
     *
     * @param requests in a minute
     * @param tokens in a minute
     */
    public record Pace(int requests, int tokens) {

        /** As fast as texts come. */
        public static final Pace FREE = new Pace(0, 0);
    }

    String option(String name) {
        return options + "." + name;
    }

    /** For people. */
    String place() {
        return "The model " + name + " at " + url;
    }

    /** Never with its key. */
    @Override
    public String toString() {
        return place();
    }
}
