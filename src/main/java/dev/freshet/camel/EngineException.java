package dev.freshet.camel;

import org.jspecify.annotations.Nullable;

/** Camel could not be started with the routes of a home. */
public final class EngineException extends RuntimeException {

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
