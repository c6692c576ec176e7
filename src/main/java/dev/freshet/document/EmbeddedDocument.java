package dev.freshet.document;

import java.util.List;
import java.util.Map;

/**
 * A document whose new chunks have their vectors.
 *
 * @param chunks all chunks, in order
 * @param vectors vector by chunk checksum, for every chunk that the store doesn't hold yet
 * @param embedded how many of the vectors the model had to make; the others were known
 */
public record EmbeddedDocument(
        DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors, int embedded) {}
