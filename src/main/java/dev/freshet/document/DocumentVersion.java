package dev.freshet.document;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a document, as its source described it.
 *
 * @param key source and document id
 * @param fingerprint cheap version (size, mtime, ETag, …): equal means "don't bother to read", never "equal content"
 * @param checksum SHA-256 of the content, 64 hex digits
 * @param recipe hash of everything that shapes the result: extractor, chunker, embedder, steps of the source's route
 * @param name file name with extension, a hint for the extractor
 * @param title title given by the source, or found by the extractor
 * @param url where a person can open the document
 * @param modifiedAt when the source says it was last changed
 * @param metadata names and values that reach the store and can be filtered in a search
 */
public record DocumentVersion(
        DocumentKey key,
        String fingerprint,
        String checksum,
        String recipe,
        String name,
        @Nullable String title,
        @Nullable String url,
        @Nullable Instant modifiedAt,
        SortedMap<String, String> metadata) {

    /** The same version with a title and metadata that extraction found; what the source said wins over both. */
    public DocumentVersion describedBy(@Nullable String extractedTitle, SortedMap<String, String> extracted) {
        var merged = new java.util.TreeMap<>(extracted);
        merged.putAll(metadata);
        return new DocumentVersion(
                key,
                fingerprint,
                checksum,
                recipe,
                name,
                title == null ? extractedTitle : title,
                url,
                modifiedAt,
                merged);
    }
}
