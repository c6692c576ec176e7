package dev.freshet.extract;

import java.nio.file.Path;
import java.time.Duration;
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
                "has more text than the " + maxCharacters
                        + " characters of freshet.extract.max-text; split it, raise the option, or exclude the document",
                null);
    }

    static ExtractionException tooManyCells(int limit) {
        return new ExtractionException(
                "has tables with more than " + limit + " cells, a fifth of freshet.extract.max-text; split it, raise"
                        + " the option, or exclude the document",
                null);
    }

    static ExtractionException tooManyEmbedded(int limit) {
        return new ExtractionException(
                "holds more than " + limit + " documents; unpack it into the source's folder, or exclude it", null);
    }

    static ExtractionException bomb(@Nullable Throwable cause) {
        return new ExtractionException(
                "unpacks to far more than its size, like a decompression bomb; exclude it", cause);
    }

    static ExtractionException tooDeep(Throwable cause) {
        return new ExtractionException("is nested too deeply to be read; simplify it, or exclude it", cause);
    }

    /**
     * The reason that another process gave.
     *
     * @param reason as its own exception said it
     */
    public static ExtractionException told(String reason) {
        return new ExtractionException(reason, null);
    }

    /** Reading was ended because it took too long. */
    public static ExtractionException tooSlow(Duration limit) {
        return new ExtractionException(
                "takes longer to read than the " + limit.toSeconds()
                        + " s of freshet.extract.timeout; raise it, or exclude the document",
                null);
    }

    /**
     * Reading was ended because it needed too much memory.
     *
     * @param limit in bytes
     */
    public static ExtractionException needsMemory(long limit) {
        return new ExtractionException(
                "needs more memory to be read than the " + (limit >> 20)
                        + " MB of freshet.extract.memory; raise it, or exclude the document",
                null);
    }

    /** The process that read it ended, more than once. */
    public static ExtractionException endsProcess(int exitCode) {
        return new ExtractionException(
                "ends the process that reads it (exit code " + exitCode
                        + "), or something else does; look at the log of the system, or exclude the document",
                null);
    }

    /** Reading it fills a temporary folder that has room for others. */
    public static ExtractionException needsRoom(Path folder) {
        return new ExtractionException(
                "needs more room to be read than there is in " + folder
                        + "; make room there, name a larger folder with -Djava.io.tmpdir, or exclude the document",
                null);
    }
}
