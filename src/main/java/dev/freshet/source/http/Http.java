package dev.freshet.source.http;

import java.io.IOException;

/** Carries calls: at the rate of their budget, and again after failures that pass. Safe for many threads. */
public interface Http {

    /**
     * Makes a call and waits for its answer, whatever its status.
     *
     * @throws IOException where there is no answer, after all attempts
     */
    HttpAnswer send(HttpCall call) throws IOException, InterruptedException;
}
