package dev.freshet.extract;

/** The disk of the temporary folder was full while a document was read, which may have been full before. */
public final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** As the system says it, below whatever the libraries make of it. */
    private static final String SAID = "No space left on device";

    /** It was. */
    public NoRoomException() {
        super(SAID);
    }

    /**
     * Looks for it among the causes of a failure.
     *
     * @throws NoRoomException when it is one of them
     */
    static void refuse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(SAID)) {
                throw new NoRoomException();
            }
        }
    }
}
