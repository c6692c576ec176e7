package dev.freshet.camel.http;

import java.util.Optional;

/** The service's HTTP address can't be had. The message says what to do. */
public final class AddressInUseException extends RuntimeException {

    AddressInUseException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The one below what Camel made of it. */
    public static Optional<AddressInUseException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AddressInUseException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
