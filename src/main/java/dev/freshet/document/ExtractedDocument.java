package dev.freshet.document;

import java.util.List;

/** A document as text with its structure. No blocks means that it has no text. */
public record ExtractedDocument(DocumentVersion version, List<Block> blocks) {}
