package dev.freshet.camel;

/** A route reached for what routes may not use. The message says how it is allowed. */
final class RefusedByRightsException extends IllegalArgumentException {

    RefusedByRightsException(String message) {
        super(message);
    }
}
