package dev.freshet.embed;

/** The files of a model are none that can be used. The message names the file and the remedy. */
public final class UnusableModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableModelException(String message) {
        super(message);
    }

    UnusableModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
