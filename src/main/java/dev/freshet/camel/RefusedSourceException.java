package dev.freshet.camel;

/** The parameters of a source don't go together, or one of them can't be what it is. */
final class RefusedSourceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String source;

    RefusedSourceException(String source, IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
        this.source = source;
    }

    String source() {
        return source;
    }
}
