package dev.freshet.pass;

import dev.freshet.change.DeletionGuard;
import dev.freshet.document.DocumentKey;
import dev.freshet.state.DatabaseException;
import dev.freshet.state.Documents;
import dev.freshet.state.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides how a pass ends whose listing is through, and deletes what is gone where that is allowed. */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    /** Names of held documents that are written down for the person who decides. */
    private static final int HELD_NAMES = 1_000;

    /**
     * How a pass ends.
     *
     * @param held deletions that wait for an approval
     */
    record End(RunStatus status, long held, @Nullable String message) {}

    private final Documents documents;
    private final PassRecords records;
    private final DeletionGuard guard;
    private final Arrivals arrivals;
    private final BiConsumer<Pass, List<DocumentKey>> delete;

    Ending(
            Documents documents,
            PassRecords records,
            DeletionGuard guard,
            Arrivals arrivals,
            BiConsumer<Pass, List<DocumentKey>> delete) {
        this.documents = documents;
        this.records = records;
        this.guard = guard;
        this.arrivals = arrivals;
        this.delete = delete;
    }

    End of(Pass pass) throws InterruptedException {
        if (pass.isInterrupted() || pass.breakdown() != null || pass.gap() != null) {
            return withoutSweep(pass);
        }
        if (!pass.request().listsEverything()) {
            return new End(RunStatus.COMPLETED, 0, null);
        }
        try {
            return sweep(pass);
        } catch (RuntimeException | Error e) {
            LOG.debug("The sweep of run {} failed", pass.run(), e);
            return failed(e);
        }
    }

    static End failed(Throwable cause) {
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new End(RunStatus.FAILED, 0, DatabaseException.meaning(cause).orElse(message));
    }

    private static End withoutSweep(Pass pass) {
        Throwable breakdown = pass.breakdown();
        if (breakdown != null) {
            return failed(breakdown);
        }
        return pass.isInterrupted()
                ? new End(RunStatus.INTERRUPTED, 0, Messages.interrupted())
                : new End(RunStatus.FAILED, 0, pass.gap());
    }

    private End sweep(Pass pass) throws InterruptedException {
        Sweep sweep = new Sweep(documents, pass);
        Sweep.Toll toll = sweep.count(arrivals);
        long known = documents.count(pass.source(), pass.lastKnownId());
        long approved = pass.request().approvedDeletions();
        // what a listing of changes doesn't have is as it was
        long listed = pass.isComplete() ? pass.listedCount() : known;
        return switch (guard.judge(toll.gone(), toll.lost(), known, listed, approved)) {
            case ALLOWED -> delete(pass, sweep);
            case TOO_MANY -> hold(pass, sweep, toll, Messages.tooManyDeletions(pass, toll, known, guard));
            case EMPTY_SOURCE -> hold(pass, sweep, toll, Messages.emptySource(pass, known));
        };
    }

    /** Deletes nothing. A plan names the documents all the same. */
    private End hold(Pass pass, Sweep sweep, Sweep.Toll toll, String message) throws InterruptedException {
        if (records.arePlans()) {
            delete(pass, sweep);
        }
        List<String> names = new ArrayList<>();
        sweep.each(page -> page.stream().limit(HELD_NAMES - names.size()).forEach(key -> names.add(key.document())));
        records.hold(pass.run(), names);
        String remedy = Messages.approval(pass, records);
        return new End(RunStatus.HELD, toll.gone(), message + remedy);
    }

    private End delete(Pass pass, Sweep sweep) throws InterruptedException {
        sweep.each(page -> {
            if (!pass.isInterrupted() && pass.breakdown() == null) {
                delete.accept(pass, page);
            }
        });
        pass.awaitQuiet();
        return pass.breakdown() == null && pass.gap() == null && !pass.isInterrupted()
                ? new End(RunStatus.COMPLETED, 0, null)
                : withoutSweep(pass);
    }
}
