package dev.freshet.source.notion;

import java.io.IOException;

/** Notion answered with an error. */
final class NotionException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    NotionException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Deleted, or not shared with the connection: nothing tells the two apart. */
    boolean isNotFound() {
        return status == 404;
    }

    /** Notion can't do this for this object, now or later. */
    boolean isRefusal() {
        return status == 400 || status == 403 || status == 404;
    }

    boolean isUnauthorized() {
        return status == 401;
    }

    boolean isTimeout() {
        return status == 504;
    }

    /** The prefix is the only sign of it. */
    boolean isInvalidCursor() {
        String message = getMessage();
        return status == 400 && message != null && message.contains("The start_cursor provided is invalid");
    }
}
