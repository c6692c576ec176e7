package dev.freshet.camel;

import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.apache.camel.Endpoint;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Has {@code aws2-s3} look for its bucket when a pass begins. It looks when it starts otherwise, and a server that is
 * down would keep all sources from starting; for a single file it doesn't look, so until the pass it is given a name.
 */
final class LateBucket {

    private static final String BUCKET = "AWS2S3Endpoint";
    private static final String STAND_IN = "freshet: no pass yet";

    private LateBucket() {}

    /** What Camel calls for each new endpoint, before it starts. */
    static Endpoint put(String uri, Endpoint endpoint) {
        if (endpoint.getClass().getSimpleName().equals(BUCKET)
                && endpoint instanceof ScheduledPollEndpoint polled
                && polled.getPollStrategy() instanceof PassBracket) {
            rename(endpoint, null, STAND_IN);
        }
        return endpoint;
    }

    /** From here on the whole bucket is meant. */
    static void reveal(Endpoint endpoint) {
        rename(endpoint, STAND_IN, null);
    }

    private static void rename(Endpoint endpoint, @Nullable String from, @Nullable String to) {
        try {
            Object options = endpoint.getClass().getMethod("getConfiguration").invoke(endpoint);
            if (Objects.equals(options.getClass().getMethod("getFileName").invoke(options), from)) {
                options.getClass().getMethod("setFileName", String.class).invoke(options, to);
            }
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The options of " + endpoint + " can't be changed", e);
        }
    }
}
