package dev.freshet.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model or a store can't be used now: it can't be reached, takes too long, is overloaded or set up wrongly; or this machine
 * has no room to read documents in. No document is to blame, and none is given up for it. What is wrong with one document alone must be another exception.
 */
public final class OutageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final @Nullable Duration retryAfter;

    /**
     * Says what happened.
     *
     * @param message names the remote with its address, and says what it did
     */
    public OutageException(String message, @Nullable Throwable cause) {
        this(message, null, cause);
    }

    /**
     * The same with the remote's own word.
     *
     * @param retryAfter how long it asks to be left alone; null = it didn't say
     */
    public OutageException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the remote asks to be left alone; null = it didn't say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
