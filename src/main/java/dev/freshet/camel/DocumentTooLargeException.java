package dev.freshet.camel;

import java.io.IOException;

/** A document that isn't read because of its size. The message is the rest of a sentence that begins with the document. */
final class DocumentTooLargeException extends IOException {

    DocumentTooLargeException(String size, long limit) {
        super("is larger than the " + limit + " bytes of freshet.extract.max-size (it has " + size
                + "); exclude it, split it, or raise the option");
    }
}
