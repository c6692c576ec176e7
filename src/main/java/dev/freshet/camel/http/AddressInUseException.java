package dev.freshet.camel.http;

/** The service's HTTP address can't be had. The message says what to do. */
public final class AddressInUseException extends RuntimeException {

    AddressInUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
