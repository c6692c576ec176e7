package dev.freshet.store;

import dev.freshet.document.Chunk;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Where chunks and their vectors live. Every write may be repeated without harm: ids are ours and deterministic. Safe for
 * many threads; the writes for one document never come from two threads at once.
 */
public interface VectorStore extends AutoCloseable {

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

    /** Removes chunks of several documents. */
    default void remove(Map<DocumentKey, ? extends Collection<UUID>> chunkIds) {
        chunkIds.forEach(this::remove);
    }

    /** The best chunks for a query, best first. */
    List<SearchHit> search(SearchQuery query);

    /**
     * The best chunks for a query that was made for one set of vectors, best first. A store that tells no sets apart answers
     * whatever the set.
     *
     * @param set number of the set that the query's vector can be compared with
     * @return empty where another set answers by now
     */
    default Optional<List<SearchHit>> search(long set, SearchQuery query) {
        return Optional.of(search(query));
    }

    /** Documents and chunks that a search can find, in all and by source. */
    StoreCounts counts();

    /** Number of chunks of a source, as the pipeline left them. Cheap: it is asked for before every pass. */
    default long count(String source) {
        StoreCounts.OfSource held = counts().bySource().get(source);
        return held == null ? 0 : held.chunks();
    }

    /** How many of these chunks it keeps under this source's name. Cheap: some hundreds are asked for before every pass. */
    long held(String source, Collection<UUID> chunkIds);

    /** Those of these chunks that are stored, in any order. */
    List<StoredChunk> chunks(Collection<UUID> chunkIds);

    /**
     * Everything that is stored, others' data in a shared store included, a page at a time: up to {@code limit} chunks in
     * the order of their ids as text. A chunk that is there all the while is in exactly one page, whatever is written
     * meanwhile; fewer than {@code limit} chunks are the last page.
     *
     * @param after only ids behind this one; empty = from the first
     */
    List<StoredChunk> page(String after, int limit);

    /**
     * Runs reads of store and state that must fit together: at one moment where both live in one database, as they come
     * elsewhere.
     */
    default <T> T atOneMoment(Supplier<T> reads) {
        return reads.get();
    }

    /**
     * What is wrong inside the store although its chunks are there, such as an index that disagrees with them: a sentence
     * each. Only looks.
     */
    default List<String> flaws() {
        return List.of();
    }

    /** Makes anew what the store derives from its chunks, and has readers that keep a copy look at everything again. */
    default void mend() {}

    /** Whether it lives in the state's database, so that its writes join the state's transaction and are undone with it. */
    default boolean isInState() {
        return false;
    }

    /** Lets go of what it holds, such as connections. */
    @Override
    default void close() {}
}
