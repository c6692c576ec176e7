package dev.freshet.source;

/**
 * A document as it was read.
 *
 * @param description what is known of it now; stands above what the listing knew
 * @param bytes its content, without anything volatile such as signed URLs
 */
public record FetchedDocument(Description description, byte[] bytes) {}
