package dev.freshet.remote;

/**
 * A remote fails for one document and answers others: the document's own failure. It has no {@link OutageException} as its
 * cause, since routes judge a failure by its causes too.
 */
public final class RefusedDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RefusedDocumentException(String message) {
        super(message);
    }
}
