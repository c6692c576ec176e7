package dev.freshet.source.notion;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer that isn't what was asked for: an error of Notion, or what something before Notion said in its place. */
final class NotionException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable String code;

    /**
     * An answer of this status.
     *
     * @param code of Notion's own error; null = Notion didn't say this, a proxy or a server without it did
     */
    NotionException(int status, @Nullable String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    private boolean is(int ownStatus, String ownCode) {
        return status == ownStatus && ownCode.equals(code);
    }

    /** Deleted, or not shared with the connection: nothing tells the two apart. */
    boolean isNotFound() {
        return is(404, "object_not_found");
    }

    /** Notion can't do this for this object, now or later. */
    boolean isRefusal() {
        return isNotFound() || is(403, "restricted_resource") || (is(400, "validation_error") && !isInvalidCursor());
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
        return is(400, "validation_error")
                && message != null
                && message.contains("The start_cursor provided is invalid");
    }
}
