package dev.freshet.config;

/** The folder of a new home can't be written. The message is for a person: the place, the fact and the remedy. */
public final class HomeNotWritableException extends RuntimeException {

    HomeNotWritableException(String message) {
        super(message);
    }

    HomeNotWritableException(String message, Throwable cause) {
        super(message, cause);
    }
}
