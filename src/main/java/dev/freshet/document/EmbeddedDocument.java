package dev.freshet.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document whose new chunks have their vectors.
 *
 * @param chunks all chunks, in order
 * @param vectors vector by chunk checksum, for every chunk that the store doesn't hold yet
 * @param embedded how many of the vectors the model had to make; the others were known
 * @param served the same, with a vector for each chunk, for the set that answers searches while a new one is made; null = it
 *     needs nothing of it
 */
public record EmbeddedDocument(
        DocumentVersion version,
        List<Chunk> chunks,
        Map<String, float[]> vectors,
        int embedded,
        @Nullable EmbeddedDocument served) {

    public EmbeddedDocument(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors, int embedded) {
        this(version, chunks, vectors, embedded, null);
    }
}
