package dev.freshet.extract;

import org.jspecify.annotations.Nullable;

/**
 * A document that can't be read. The message is a reason and a remedy, as the rest of a sentence that begins with the
 * document: {@code "is encrypted; remove its password, or exclude it"}. The caller names source and document.
 */
public final class ExtractionException extends RuntimeException {

    private ExtractionException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    static ExtractionException encrypted(@Nullable Throwable cause) {
        return new ExtractionException("is encrypted; remove its password, or exclude it", cause);
    }

    static ExtractionException damaged(String what, @Nullable Throwable cause) {
        return new ExtractionException("is damaged: " + what + "; replace it with a whole copy, or exclude it", cause);
    }

    static ExtractionException unsupported(String type) {
        return new ExtractionException(
                "is not a kind of document Freshet reads (" + type + "); exclude it, or convert it", null);
    }

    static ExtractionException binary(String name) {
        return new ExtractionException(
                "holds binary data although its name '" + name + "' promises text; rename it, or exclude it", null);
    }

    static ExtractionException tooLarge(int maxCharacters) {
        return new ExtractionException(
                "has more text than the limit of " + maxCharacters + " characters; split it, or exclude it", null);
    }

    static ExtractionException bomb(@Nullable Throwable cause) {
        return new ExtractionException(
                "unpacks to far more than its size, like a decompression bomb; exclude it", cause);
    }

    static ExtractionException tooDeep(Throwable cause) {
        return new ExtractionException("is nested too deeply to be read; simplify it, or exclude it", cause);
    }
}
