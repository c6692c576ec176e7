package dev.freshet.plan;

import dev.freshet.document.Change;
import dev.freshet.document.ChunkedDocument;
import dev.freshet.document.DocumentKey;
import dev.freshet.embed.Embedding;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Bean {@code planning}: takes the place of embedding and writing in a pass that only plans. Safe for many threads. */
public final class Planning {

    private final Embedding embedding;
    private final ConcurrentLinkedQueue<PlannedChange> changes = new ConcurrentLinkedQueue<>();

    /** Checksums of texts that would be embedded: the second document with one finds its vector. */
    private final Set<String> embedded = ConcurrentHashMap.newKeySet();

    /** Checksums of the chunks of documents that would be added. */
    private final Set<String> added = ConcurrentHashMap.newKeySet();

    public Planning(Embedding embedding) {
        this.embedding = embedding;
    }

    /** Plans an addition or an update. */
    public ChunkedDocument ingest(ChunkedDocument document, String change, boolean anew) {
        Map<String, Integer> tokens = embedding.estimate(document, anew);
        tokens.keySet().removeIf(checksum -> !embedded.add(checksum));
        long sum = tokens.values().stream().mapToLong(Integer::longValue).sum();
        int requests = embedding.requests(tokens.values());
        changes.add(new PlannedChange(
                document.version().key(), Change.valueOf(change), tokens.size(), sum, requests, null));
        if (Change.valueOf(change) == Change.ADDED) {
            document.chunks().forEach(chunk -> added.add(chunk.checksum()));
        }
        return document;
    }

    /**
     * Whether at least half of the chunks of a document stand again in documents that would be added.
     *
     * @param chunks their checksums
     */
    public boolean cameBack(Collection<String> chunks) {
        long back = chunks.stream().filter(added::contains).count();
        return !chunks.isEmpty() && 2 * back >= chunks.size();
    }

    /** Plans deletions. */
    public void forget(Collection<DocumentKey> keys) {
        keys.forEach(key -> changes.add(new PlannedChange(key, Change.DELETED, 0, 0, 0, null)));
    }

    /** Plans a failure. */
    public void fail(DocumentKey key, String reason) {
        changes.add(new PlannedChange(key, null, 0, 0, 0, reason));
    }

    /** All planned changes, by source and document. */
    public List<PlannedChange> changes() {
        return changes.stream()
                .sorted(Comparator.comparing(
                                (PlannedChange change) -> change.key().source())
                        .thenComparing(change -> change.key().document()))
                .toList();
    }
}
