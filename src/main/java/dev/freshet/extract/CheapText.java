package dev.freshet.extract;

import dev.freshet.document.SourceDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Which documents are safe to read without a process of their own: small ones of the kinds that our own readers read,
 * and whose time and memory are therefore bounded by their size.
 */
public final class CheapText {

    /**
     * Size in bytes of the largest. The time that the worst Markdown takes grows with the square of its size: a second or
     * so at this one, half a minute at four times as much. Most pages that people write are smaller.
     */
    public static final int LARGEST = 32 << 10;

    private static final int LOOKED_AT = 4_096;

    private CheapText() {}

    /** Whether a document is one of them. Looks at its name, its size and its first bytes. */
    public static boolean is(SourceDocument document) {
        if (document.content().size() > LARGEST) {
            return false;
        }
        return Readers.promisesText(Original.extension(document.version().name()))
                && TextBytes.areText(beginning(document));
    }

    private static byte[] beginning(SourceDocument document) {
        try (InputStream stream = document.content().open()) {
            return stream.readNBytes(LOOKED_AT);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory can always be read", e);
        }
    }
}
