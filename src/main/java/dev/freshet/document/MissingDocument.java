package dev.freshet.document;

/** A document that its source no longer has. Only a complete listing, or the source's own word, makes one. */
public record MissingDocument(DocumentKey key) {}
