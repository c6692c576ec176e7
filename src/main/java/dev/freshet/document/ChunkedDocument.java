package dev.freshet.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document cut into chunks, in order. No chunks means that it has no text.
 *
 * @param served the same cut as it is for the set of vectors that answers searches while a new one is made; null = it needs
 *     nothing of it
 */
public record ChunkedDocument(
        DocumentVersion version,
        List<Chunk> chunks,
        @Nullable ChunkedDocument served) {

    public ChunkedDocument(DocumentVersion version, List<Chunk> chunks) {
        this(version, chunks, null);
    }
}
