package dev.freshet.source.web;

import dev.freshet.source.http.AnswerTooLongException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Looks at the bytes of a sitemap where the parser would take too much of them, or too little. */
final class SitemapBytes {

    /** The parser takes no more lines than this, and doesn't say so. */
    private static final int MOST_LINES = 50_000;

    private SitemapBytes() {}

    /**
     * The bytes of a sitemap, which may be packed.
     *
     * @throws AnswerTooLongException where they are more
     * @throws IllegalArgumentException where they can't be unpacked
     */
    static byte[] unpacked(byte[] bytes, long longest) throws AnswerTooLongException {
        if (!isPacked(bytes)) {
            return bytes;
        }
        byte[] unpacked;
        try (InputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            unpacked = zip.readNBytes((int) longest + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException("it can't be unpacked: " + e.getMessage(), e);
        }
        if (unpacked.length > longest) {
            throw new AnswerTooLongException("It is longer than " + longest + " bytes when it is unpacked");
        }
        if (isPacked(unpacked)) {
            throw new IllegalArgumentException("it is packed twice");
        }
        return unpacked;
    }

    private static boolean isPacked(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    }

    /**
     * Looks whether a text is URLs and nothing else. What isn't one would be passed over.
     *
     * @throws IllegalArgumentException where it is something else
     */
    static void checkLines(byte[] bytes) {
        String[] lines =
                new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "").split("\\R", -1);
        if (lines.length >= MOST_LINES) {
            throw new IllegalArgumentException("it has " + MOST_LINES + " lines or more");
        }
        for (String line : lines) {
            if (!line.isBlank()) {
                Urls.of(line);
            }
        }
    }
}
