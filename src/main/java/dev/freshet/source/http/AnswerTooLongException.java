package dev.freshet.source.http;

import java.io.IOException;

/** An answer is longer than the call lets through. Another try would be answered the same. */
public final class AnswerTooLongException extends IOException {

    private static final long serialVersionUID = 1;

    public AnswerTooLongException(String message) {
        super(message);
    }
}
