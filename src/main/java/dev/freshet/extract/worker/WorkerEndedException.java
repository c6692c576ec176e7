package dev.freshet.extract.worker;

/** A worker ended before it answered. */
final class WorkerEndedException extends Exception {

    /** Why it ended. */
    enum Cause {
        /** Freshet ended it because the time was over. */
        TIME,
        /** It ended itself because its heap was full. */
        MEMORY,
        /** It crashed, or something else ended it. */
        UNKNOWN
    }

    private final Cause cause;
    private final int exitCode;

    WorkerEndedException(Cause cause, int exitCode) {
        super("The worker ended: " + cause + ", exit code " + exitCode);
        this.cause = cause;
        this.exitCode = exitCode;
    }

    Cause cause() {
        return cause;
    }

    /** As the system gives it; 137 is a kill. */
    int exitCode() {
        return exitCode;
    }
}
