package dev.freshet.camel;

import org.jspecify.annotations.Nullable;

/** Camel could not be started with the routes of a home. */
public final class EngineException extends RuntimeException {

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Says what the innermost cause says: Camel wraps it in sentences that name its own classes. */
    static EngineException of(Throwable failure) {
        StringBuilder message = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && message.indexOf(cause.getMessage()) < 0) {
                message.append('\n').append(cause.getMessage());
            }
        }
        return new EngineException("The routes can't be started: " + message, failure);
    }
}
