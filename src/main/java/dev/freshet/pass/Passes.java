package dev.freshet.pass;

import dev.freshet.change.DeletionGuard;
import dev.freshet.document.DocumentKey;
import dev.freshet.state.Documents;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Runs.RunStatus;
import java.time.Clock;
import java.time.Instant;
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
    private final BiConsumer<Pass, DocumentKey> delete;
    private final Clock clock;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /**
     * Makes the keeper of passes.
     *
     * @param recipeOf recipe in force, by source
     * @param delete sends a deletion down the pipeline and returns when it is done
     */
    public Passes(
            Documents documents,
            PassRecords records,
            DeletionGuard guard,
            UnaryOperator<String> recipeOf,
            BiConsumer<Pass, DocumentKey> delete,
            Clock clock) {
        this.documents = documents;
        this.records = records;
        this.guard = guard;
        this.recipeOf = recipeOf;
        this.delete = delete;
        this.clock = clock;
    }

    private record Wish(PassRequest request, CompletableFuture<Run> done) {}

    private record Running(
            Pass pass, Instant startedAt, @Nullable CompletableFuture<Run> done) {}

    /** What is known of one source. Guarded by itself. */
    private static final class Slot {
        private final java.util.ArrayDeque<Wish> wishes = new java.util.ArrayDeque<>();
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
            PassRequest request = wish == null ? PassRequest.scheduled() : wish.request();
            Instant now = clock.instant();
            long run = records.start(source, request, now);
            Pass pass = new Pass(run, source, request, recipeOf.apply(source), documents.lastId());
            slot.running = new Running(pass, now, wish == null ? null : wish.done());
            LOG.info("Run {} of {} began ({}, {}).", run, source, request.kind().text(), request.trigger());
            return Optional.of(pass);
        }
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
        try {
            return end(pass, pass.breakdown() == null && pass.gap() == null ? sweep(pass) : withoutSweep(pass));
        } catch (RuntimeException e) {
            return fail(pass, e);
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
        long gone = sweep.count();
        long known = documents.count(pass.source());
        switch (guard.judge(gone, known, pass.listedCount(), pass.request().approvedDeletions())) {
            case ALLOWED -> {
                sweep.each(key -> delete.accept(pass, key));
                pass.awaitQuiet();
                return pass.breakdown() == null ? new End(RunStatus.COMPLETED, 0, null) : withoutSweep(pass);
            }
            case TOO_MANY -> {
                return new End(RunStatus.HELD, gone, Messages.tooManyDeletions(pass, gone, known, guard));
            }
            case EMPTY_SOURCE -> {
                return new End(RunStatus.HELD, gone, Messages.emptySource(pass, known));
            }
        }
        throw new IllegalStateException("unreachable");
    }

    private Run end(Pass pass, End end) {
        Slot slot = slot(pass.source());
        Running running;
        synchronized (slot) {
            running = Objects.requireNonNull(slot.running);
        }
        Counts counts = pass.counts(end.held());
        Run run = records.end(pass, end.status(), counts, end.message(), running.startedAt(), clock.instant());
        synchronized (slot) {
            slot.running = null;
        }
        Messages.log(run);
        if (running.done() != null) {
            running.done().complete(run);
        }
        return run;
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
