package dev.freshet.source;

import java.io.IOException;

/**
 * A document as a listing has it.
 *
 * @param id never depends on its title or URL, where the source has anything better
 * @param fingerprint cheap version: equal means "don't bother to read", never "equal content"
 * @param description what the listing knows of it
 * @param reading reads it, once it turns out to be worth it
 */
public record ListedDocument(String id, String fingerprint, Description description, Reading reading) {

    /** Reads a document. */
    public interface Reading {
        /**
         * Reads it.
         *
         * @throws java.nio.file.NoSuchFileException if it went away after it was listed
         * @throws IOException saying, for a person, why it can't be read
         */
        FetchedDocument read() throws IOException, InterruptedException;
    }
}
