package dev.freshet.state;

import dev.freshet.document.DocumentKey;
import org.jspecify.annotations.Nullable;

/**
 * A chunk as the state says the store holds it.
 *
 * @param id the chunk's UUID as text, in lower case
 * @param checksum SHA-256 of what the model read of it
 * @param title of its document, as the store should have it
 * @param url of its document, as the store should have it
 */
public record StatedChunk(
        String id,
        DocumentKey document,
        int ordinal,
        String checksum,
        @Nullable String title,
        @Nullable String url) {}
