package dev.freshet.document;

/** A document as it comes from its source: a version and its bytes. */
public record SourceDocument(DocumentVersion version, Content content) {

    public DocumentKey key() {
        return version.key();
    }
}
