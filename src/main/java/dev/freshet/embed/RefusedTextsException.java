package dev.freshet.embed;

/** A model can be used and doesn't take these texts, such as one that is too long for it. */
public final class RefusedTextsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public RefusedTextsException(String message) {
        super(message);
    }
}
