package dev.freshet.pass;

import dev.freshet.change.DeletionGuard;
import dev.freshet.document.DocumentKey;
import dev.freshet.state.Documents;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends passes. A source has one pass at a time; requests that come while it runs wait for the next, but for
 * looks at single documents: one of them may run beside a pass while that lists and ingests, and ends before it deletes. Safe for many threads.
 */
public final class Passes {

    private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

    private final PassRecords records;
    private final Beginning beginning;
    private final Ending ending;
    private final Preparation preparation;
    private final Clock clock;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /**
     * Makes the keeper of passes.
     *
     * @param recipeOf recipe in force, by source
     * @param arrivals tells moved documents from lost ones
     * @param delete sends deletions down the pipeline, up to 1,000 at once, and returns when they are done
     * @param preparation what is done before a pass looks at its source
     */
    public Passes(
            Documents documents,
            PassRecords records,
            DeletionGuard guard,
            UnaryOperator<String> recipeOf,
            Arrivals arrivals,
            BiConsumer<Pass, List<DocumentKey>> delete,
            Preparation preparation,
            Clock clock) {
        this.records = records;
        this.beginning = new Beginning(documents, records, recipeOf, clock);
        this.ending = new Ending(documents, records, guard, arrivals, delete);
        this.preparation = preparation;
        this.clock = clock;
    }

    private Slot slot(String source) {
        return slots.computeIfAbsent(source, name -> new Slot());
    }

    /**
     * Asks for a pass over a source; one that already waits and would do the same answers both. Starting it is the
     * caller's part.
     *
     * @throws StoppingException after {@link #stop}
     */
    public Wish request(String source, PassRequest request) {
        Slot slot = slot(source);
        synchronized (slot) {
            if (stopping) {
                throw new StoppingException();
            }
            return slot.join(request)
                    .orElseGet(() -> slot.add(new Wish(
                            records.request(source, request, clock.instant()), request, new CompletableFuture<>())));
        }
    }

    /** Number of passes over a source that were asked for and have not begun. */
    public int waiting(String source) {
        return slot(source).waiting();
    }

    /** Number of documents that are to be looked at by themselves, and that no look has begun for. */
    public int documentsWaiting(String source) {
        return slot(source).documentsWaiting();
    }

    /** Begins the pass that was asked for first; empty where one is running already, or none was asked for. */
    public Optional<Pass> begin(String source) {
        Optional<Pass> begun = beginning.next(source, slot(source)).filter(this::isPrepared);
        begun.filter(pass -> pass.request().kind() != PassRequest.Kind.REPAIR)
                .ifPresent(pass -> slot(source).open());
        return begun;
    }

    /** A pass that can't be prepared ends as failed. */
    private boolean isPrepared(Pass pass) {
        try {
            pass.turnTo(preparation.before(pass));
            return true;
        } catch (RuntimeException | Error e) {
            LOG.debug("Run {} could not be prepared", pass.run(), e);
            end(pass, Ending.failed(e));
            return false;
        }
    }

    /**
     * Begins the look at single documents that was asked for first, beside a pass that lists and ingests; empty where none
     * runs or it mends, where one look runs already, or where none was asked for.
     */
    public Optional<Pass> beginBeside(String source) {
        return beginning.beside(slot(source));
    }

    /** The pass that runs over a source; not the look beside it. */
    public Optional<Pass> active(String source) {
        return slot(source).running().map(Running::pass);
    }

    /** The pass that runs over a source, and the look beside it. */
    public Collection<Pass> over(String source) {
        return slot(source).all().stream().map(Running::pass).toList();
    }

    /** Number of documents of a source that are being worked on. */
    public long inHand(String source) {
        return over(source).stream().mapToLong(Pass::inHand).sum();
    }

    /** All that run. */
    public Collection<Pass> active() {
        return slots.keySet().stream().flatMap(source -> over(source).stream()).toList();
    }

    /** Ends a pass whose listing came to its end: waits for its documents, then deletes what is gone. */
    public Run finish(Pass pass) throws InterruptedException {
        pass.listingEnded();
        awaitQuiet(pass);
        return end(pass, ending.of(pass));
    }

    /** Ends a pass whose listing failed. Deletes nothing. */
    public Run fail(Pass pass, Throwable cause) throws InterruptedException {
        pass.listingEnded();
        awaitQuiet(pass);
        return end(pass, pass.isInterrupted() ? ending.of(pass) : Ending.failed(cause));
    }

    /** What is deleted, and what the next pass compares, must not be in the hands of a look beside. */
    private void awaitQuiet(Pass pass) throws InterruptedException {
        pass.awaitQuiet();
        if (!pass.isBeside()) {
            slot(pass.source()).close();
        }
    }

    /**
     * Takes no more requests, drops those that wait, lets the documents in hand finish and ends every pass.
     *
     * @return whether all passes ended within this time
     */
    public boolean stop(Duration patience) throws InterruptedException {
        stopping = true;
        slots.keySet().forEach(this::dropWaiting);
        active().forEach(Pass::interrupt);
        return awaitIdle(slots.keySet(), patience);
    }

    /**
     * Ends the pass over one source and drops those that wait. Others may be asked for at once.
     *
     * @return whether it ended within this time
     */
    public boolean interrupt(String source, Duration patience) throws InterruptedException {
        dropWaiting(source);
        over(source).forEach(Pass::interrupt);
        return awaitIdle(Set.of(source), patience);
    }

    private void dropWaiting(String source) {
        Slot slot = slot(source);
        synchronized (slot) {
            for (Wish wish; (wish = slot.first()) != null; ) {
                records.drop(wish.run(), Messages.interrupted(), clock.instant());
                wish.done().completeExceptionally(new StoppingException());
            }
        }
    }

    private boolean awaitIdle(Collection<String> sources, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        for (String source : sources) {
            if (!slot(source).awaitIdle(until)) {
                return false;
            }
        }
        return true;
    }

    /** Frees the source and answers who waits, even where the end can't be written down. */
    private Run end(Pass pass, Ending.End end) {
        CompletableFuture<Run> done = new CompletableFuture<>();
        try {
            Running running = running(pass);
            done = running.done();
            Counts counts = pass.counts(end.held());
            Run run = records.end(pass, end.status(), counts, end.message(), running.startedAt(), clock.instant());
            slot(pass.source()).free(pass);
            if (!records.arePlans()) {
                Messages.log(run, records);
            }
            done.complete(run);
            return run;
        } catch (RuntimeException | Error e) {
            slot(pass.source()).free(pass);
            done.completeExceptionally(e);
            throw e;
        }
    }

    private Running running(Pass pass) {
        return slot(pass.source()).all().stream()
                .filter(running -> running.pass() == pass)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the pass has ended already"));
    }
}
