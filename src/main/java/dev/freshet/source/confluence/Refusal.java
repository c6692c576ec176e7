package dev.freshet.source.confluence;

import java.io.IOException;

/** An answer of Confluence that isn't what was asked for. */
final class Refusal extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final boolean own;

    /**
     * @param own whether Confluence itself said so of what was asked for, and not a proxy, or its limit of calls
     */
    Refusal(int status, boolean own, String message) {
        super(message);
        this.status = status;
        this.own = own;
    }

    int status() {
        return status;
    }

    boolean isOwn() {
        return own;
    }

    /** Missing, in the trash for good, or hidden from the account: Confluence doesn't tell these apart. */
    boolean isMissing() {
        return own && status == 404;
    }
}
