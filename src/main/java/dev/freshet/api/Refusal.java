package dev.freshet.api;

/** A request that can't be answered as it is. The message is for the person who sent it. */
public final class Refusal extends RuntimeException {

    private final int status;

    public Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    public Refusal(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Status of HTTP. */
    public int status() {
        return status;
    }
}
