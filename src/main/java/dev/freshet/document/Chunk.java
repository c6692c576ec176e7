package dev.freshet.document;

import java.util.UUID;

/**
 * A piece of a document, small enough for the model.
 *
 * @param id UUIDv5 of source, document, checksum and occurrence, see {@link ChunkIds}
 * @param ordinal place in the document, from 0
 * @param checksum SHA-256 of {@link #embeddedText()}: equal checksum, equal vector
 * @param heading headings above the text, outermost first, joined by {@code " > "}; empty where there are none
 * @param text what a reader sees
 * @param page page the chunk starts on, from 1; 0 where the format has no pages
 * @param position characters of the document's text before the chunk
 * @param tokens tokens of {@link #embeddedText()} in the model's own count, special tokens excluded
 */
public record Chunk(
        UUID id, int ordinal, String checksum, String heading, String text, int page, int position, int tokens) {

    /** What the model reads: the heading path gives a piece of text its context. */
    public String embeddedText() {
        return embeddedText(heading, text);
    }

    /** The form of {@link #embeddedText()} for a heading and text that aren't a chunk yet. */
    public static String embeddedText(String heading, String text) {
        return heading.isEmpty() ? text : heading + "\n" + text;
    }
}
