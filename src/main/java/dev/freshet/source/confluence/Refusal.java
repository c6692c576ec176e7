package dev.freshet.source.confluence;

import java.io.IOException;

/** An answer of Confluence that isn't what was asked for. */
final class Refusal extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Missing, in the trash for good, or hidden from the account: Confluence doesn't tell these apart. */
    boolean isMissing() {
        return status == 404;
    }
}
