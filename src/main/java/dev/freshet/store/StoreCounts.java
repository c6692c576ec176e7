package dev.freshet.store;

import java.util.SortedMap;

/** What a store holds. {@code bySource} has a line for each source with at least one chunk. */
public record StoreCounts(long documents, long chunks, SortedMap<String, OfSource> bySource) {

    /** What a store holds of one source. */
    public record OfSource(long documents, long chunks) {}

    /** Sums up. */
    public static StoreCounts of(SortedMap<String, OfSource> bySource) {
        long documents =
                bySource.values().stream().mapToLong(OfSource::documents).sum();
        long chunks = bySource.values().stream().mapToLong(OfSource::chunks).sum();
        return new StoreCounts(documents, chunks, bySource);
    }
}
