package dev.freshet.store;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where chunks and their vectors live. Every write may be repeated without harm: ids are ours and deterministic. Safe for
 * many threads; the writes for one document never come from two threads at once.
 */
public interface VectorStore {

    /**
     * Inserts chunks or replaces them by id.
     *
     * @param vectors vector by chunk checksum; holds one for each of the chunks
     */
    void upsert(DocumentVersion version, List<Chunk> chunks, Map<String, float[]> vectors);

    /** Brings what is said about chunks up to date (place, page, title, URL, metadata); text and vectors stay. */
    void describe(DocumentVersion version, List<Chunk> chunks);

    /** Removes chunks; ids that aren't there are no error. */
    void remove(DocumentKey document, Collection<UUID> chunkIds);

    /** The best chunks for a query, best first. */
    List<SearchHit> search(SearchQuery query);

    /** Documents and chunks that Freshet keeps here, in all and by source. */
    StoreCounts counts();

    /** Whether it lives in the state's database, so that its writes join the state's transaction and are undone with it. */
    default boolean isInState() {
        return false;
    }
}
