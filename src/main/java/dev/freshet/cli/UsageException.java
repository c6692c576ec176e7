package dev.freshet.cli;

/** The person asked for something that can't be; the message says what can. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
