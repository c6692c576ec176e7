package dev.freshet.pass;

import dev.freshet.document.Change;
import dev.freshet.state.Runs.Counts;
import java.util.concurrent.atomic.LongAdder;

/** Documents of a running pass by what became of them. Safe for many threads. */
final class Counters {

    final LongAdder listed = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder excluded = new LongAdder();
    final LongAdder deferred = new LongAdder();
    /** By looks beside the pass. */
    final LongAdder addedBeside = new LongAdder();

    private final LongAdder chunks = new LongAdder();
    private final LongAdder embedded = new LongAdder();
    private final LongAdder added = new LongAdder();
    private final LongAdder updated = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder unchanged = new LongAdder();

    void count(Change change) {
        switch (change) {
            case ADDED -> added.increment();
            case UPDATED -> updated.increment();
            case DELETED -> deleted.increment();
            case UNCHANGED -> unchanged.increment();
        }
    }

    void countChunks(long all, long newlyEmbedded) {
        chunks.add(all);
        embedded.add(newlyEmbedded);
    }

    /** Documents that came new while the pass ran. */
    long arrived() {
        return added.sum() + addedBeside.sum();
    }

    Progress progress(long run, String source, boolean listingEnded) {
        long done = added.sum() + updated.sum() + unchanged.sum() + failed.sum() + deferred.sum();
        return new Progress(run, source, done, listed.sum(), listingEnded, chunks.sum(), embedded.sum());
    }

    Counts counts(long held) {
        return new Counts(
                added.sum(),
                updated.sum(),
                deleted.sum(),
                unchanged.sum(),
                failed.sum(),
                excluded.sum(),
                deferred.sum(),
                held);
    }
}
