package dev.freshet.pass;

import dev.freshet.document.Change;
import dev.freshet.state.Runs.Counts;
import java.util.concurrent.atomic.LongAdder;

/** Documents of a running pass by what became of them. Safe for many threads. */
final class Counters {

    final LongAdder failed = new LongAdder();
    final LongAdder excluded = new LongAdder();
    final LongAdder deferred = new LongAdder();
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
