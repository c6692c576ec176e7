package dev.freshet.pass;

/** A pass was asked for while Freshet was being stopped, or was still waiting then. */
public final class StoppingException extends IllegalStateException {

    public StoppingException() {
        super("Freshet is being stopped. The next start goes on.");
    }
}
