package dev.freshet.document;

import java.util.List;

/** A document cut into chunks, in order. No chunks means that it has no text. */
public record ChunkedDocument(DocumentVersion version, List<Chunk> chunks) {}
