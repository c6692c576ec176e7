package dev.freshet.pass;

import dev.freshet.change.DeletionGuard;
import dev.freshet.document.DocumentKey;
import dev.freshet.state.Documents;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Runs.RunStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends passes. A source has one pass at a time; requests that come while it runs wait for the next. Safe for
 * many threads.
 */
public final class Passes {

    private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

    private final Documents documents;
    private final PassRecords records;
    private final DeletionGuard guard;
    private final UnaryOperator<String> recipeOf;
    private final Arrivals arrivals;
    private final BiConsumer<Pass, DocumentKey> delete;
    private final Clock clock;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /**
     * Makes the keeper of passes.
     *
     * @param recipeOf recipe in force, by source
     * @param arrivals tells moved documents from lost ones
     * @param delete sends a deletion down the pipeline and returns when it is done
     */
    public Passes(
            Documents documents,
            PassRecords records,
            DeletionGuard guard,
            UnaryOperator<String> recipeOf,
            Arrivals arrivals,
            BiConsumer<Pass, DocumentKey> delete,
            Clock clock) {
        this.documents = documents;
        this.records = records;
        this.guard = guard;
        this.recipeOf = recipeOf;
        this.arrivals = arrivals;
        this.delete = delete;
        this.clock = clock;
    }

    private record Wish(PassRequest request, CompletableFuture<Run> done) {}

    private record Running(
            Pass pass, Instant startedAt, @Nullable CompletableFuture<Run> done) {}

    /** What is known of one source. Guarded by itself. */
    private static final class Slot {
        private final ArrayDeque<Wish> wishes = new ArrayDeque<>();
        private @Nullable Running running;
    }

    private Slot slot(String source) {
        return slots.computeIfAbsent(source, name -> new Slot());
    }

    /**
     * Asks that the next pass over a source does this. Starting it is the caller's part.
     *
     * @return completed with the finished run, whatever its status
     */
    public CompletableFuture<Run> request(String source, PassRequest request) {
        Wish wish = new Wish(request, new CompletableFuture<>());
        Slot slot = slot(source);
        synchronized (slot) {
            slot.wishes.add(wish);
        }
        return wish.done();
    }

    /** Begins a pass; empty where one is running already. */
    public Optional<Pass> begin(String source) {
        Slot slot = slot(source);
        synchronized (slot) {
            if (slot.running != null) {
                return Optional.empty();
            }
            Wish wish = slot.wishes.poll();
            try {
                Running running = begin(source, wish);
                slot.running = running;
                return Optional.of(running.pass());
            } catch (RuntimeException | Error e) {
                if (wish != null) {
                    wish.done().completeExceptionally(e);
                }
                throw e;
            }
        }
    }

    private Running begin(String source, @Nullable Wish wish) {
        PassRequest request = wish == null ? PassRequest.scheduled() : wish.request();
        String recipe = recipeOf.apply(source);
        long lastKnownId = documents.lastId();
        Instant now = clock.instant();
        long run = records.start(source, request, now);
        if (!records.arePlans()) {
            LOG.info("Run {} of {} began ({}, {}).", run, source, request.kind().text(), request.trigger());
        }
        Pass pass = new Pass(run, source, request, recipe, lastKnownId);
        return new Running(pass, now, wish == null ? null : wish.done());
    }

    /** The pass that runs over a source. */
    public Optional<Pass> active(String source) {
        Slot slot = slot(source);
        synchronized (slot) {
            return Optional.ofNullable(slot.running).map(Running::pass);
        }
    }

    /** All passes that run. */
    public Collection<Pass> active() {
        return slots.keySet().stream()
                .flatMap(source -> active(source).stream())
                .toList();
    }

    /** Ends a pass whose listing came to its end: waits for its documents, then deletes what is gone. */
    public Run finish(Pass pass) throws InterruptedException {
        pass.listingEnded();
        pass.awaitQuiet();
        return end(pass, outcome(pass));
    }

    private End outcome(Pass pass) throws InterruptedException {
        if (pass.breakdown() != null || pass.gap() != null) {
            return withoutSweep(pass);
        }
        try {
            return sweep(pass);
        } catch (RuntimeException | Error e) {
            LOG.debug("The sweep of run {} failed", pass.run(), e);
            return new End(RunStatus.FAILED, 0, message(e));
        }
    }

    /** Ends a pass whose listing failed. Deletes nothing. */
    public Run fail(Pass pass, Throwable cause) throws InterruptedException {
        pass.listingEnded();
        pass.awaitQuiet();
        return end(pass, new End(RunStatus.FAILED, 0, message(cause)));
    }

    private record End(
            RunStatus status, long held, @Nullable String message) {}

    private static End withoutSweep(Pass pass) {
        Throwable breakdown = pass.breakdown();
        return new End(RunStatus.FAILED, 0, breakdown == null ? pass.gap() : message(breakdown));
    }

    private End sweep(Pass pass) throws InterruptedException {
        Sweep sweep = new Sweep(documents, pass);
        Sweep.Toll toll = sweep.count(arrivals);
        long known = documents.count(pass.source(), pass.lastKnownId());
        return switch (guard.judge(toll.gone(), toll.lost(), known, pass.listedCount(), approved(pass))) {
            case ALLOWED -> delete(pass, sweep);
            case TOO_MANY -> hold(pass, sweep, toll, Messages.tooManyDeletions(pass, toll, known, guard));
            case EMPTY_SOURCE -> hold(pass, sweep, toll, Messages.emptySource(pass, known));
        };
    }

    private static long approved(Pass pass) {
        return pass.request().approvedDeletions();
    }

    /** Deletes nothing. A plan names the documents all the same. */
    private End hold(Pass pass, Sweep sweep, Sweep.Toll toll, String message) throws InterruptedException {
        if (records.arePlans()) {
            delete(pass, sweep);
        }
        String remedy = Messages.approval(pass, records.arePlans());
        return new End(RunStatus.HELD, toll.gone(), message + remedy);
    }

    private End delete(Pass pass, Sweep sweep) throws InterruptedException {
        sweep.each(key -> delete.accept(pass, key));
        pass.awaitQuiet();
        return pass.breakdown() == null ? new End(RunStatus.COMPLETED, 0, null) : withoutSweep(pass);
    }

    /** Frees the source and answers who waits, even where the end can't be written down. */
    private Run end(Pass pass, End end) {
        CompletableFuture<Run> done = new CompletableFuture<>();
        try {
            Running running = running(pass);
            done = running.done() == null ? done : running.done();
            Counts counts = pass.counts(end.held());
            Run run = records.end(pass, end.status(), counts, end.message(), running.startedAt(), clock.instant());
            free(pass);
            if (!records.arePlans()) {
                Messages.log(run);
            }
            done.complete(run);
            return run;
        } catch (RuntimeException | Error e) {
            free(pass);
            done.completeExceptionally(e);
            throw e;
        }
    }

    private Running running(Pass pass) {
        Slot slot = slot(pass.source());
        synchronized (slot) {
            return Objects.requireNonNull(slot.running, "the pass has ended already");
        }
    }

    private void free(Pass pass) {
        Slot slot = slot(pass.source());
        synchronized (slot) {
            slot.running = null;
        }
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
