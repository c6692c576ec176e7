package dev.freshet.source.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A host can't be used now: several calls in a row failed, and it is left alone for a while. No document is to blame. */
public final class HostOutageException extends IOException {

    private static final long serialVersionUID = 1;

    public HostOutageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
