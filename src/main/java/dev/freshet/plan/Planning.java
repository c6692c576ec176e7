package dev.freshet.plan;

import dev.freshet.document.Change;
import dev.freshet.document.ChunkedDocument;
import dev.freshet.document.DocumentKey;
import dev.freshet.embed.Embedding;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Bean {@code planning}: takes the place of embedding and writing in a pass that only plans. Safe for many threads. */
public final class Planning {

    private final Embedding embedding;
    private final ConcurrentLinkedQueue<PlannedChange> changes = new ConcurrentLinkedQueue<>();

    public Planning(Embedding embedding) {
        this.embedding = embedding;
    }

    /** Plans an addition or an update. */
    public ChunkedDocument ingest(ChunkedDocument document, String change, boolean anew) {
        Map<String, Integer> tokens = embedding.estimate(document, anew);
        long sum = tokens.values().stream().mapToLong(Integer::longValue).sum();
        changes.add(new PlannedChange(document.version().key(), Change.valueOf(change), tokens.size(), sum, null));
        return document;
    }

    /** Plans a deletion. */
    public void forget(DocumentKey key) {
        changes.add(new PlannedChange(key, Change.DELETED, 0, 0, null));
    }

    /** Plans a failure. */
    public void fail(DocumentKey key, String reason) {
        changes.add(new PlannedChange(key, null, 0, 0, reason));
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
