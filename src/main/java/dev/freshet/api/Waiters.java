package dev.freshet.api;

import dev.freshet.pass.StoppingException;
import dev.freshet.pass.Wish;
import dev.freshet.report.SyncReport;
import dev.freshet.state.Runs.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/** Lets requests wait for runs to end, and no more of them than there are threads to hold. */
final class Waiters {

    private final Semaphore places;

    Waiters(int most) {
        places = new Semaphore(most);
    }

    /**
     * Waits for runs.
     *
     * @throws Refusal where too many wait already
     */
    Answer await(Iterable<Wish> wishes) {
        if (!places.tryAcquire()) {
            throw tooMany();
        }
        try {
            List<Run> runs = new ArrayList<>();
            for (Wish wish : wishes) {
                runs.add(wish.done().join());
            }
            return Answer.ok(SyncReport.of(runs));
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoppingException stopping ? stopping : e;
        } finally {
            places.release();
        }
    }

    /** Asked before a run is, so that a client who is sent away has started nothing. */
    void refuseOneMore() {
        if (places.availablePermits() == 0) {
            throw tooMany();
        }
    }

    private static Refusal tooMany() {
        return new Refusal(
                429, "Too many requests wait for a run already. Come again later, or ask without wait=true.");
    }
}
