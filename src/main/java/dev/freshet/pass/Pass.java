package dev.freshet.pass;

import dev.freshet.document.Change;
import dev.freshet.document.DocumentKey;
import dev.freshet.state.Runs.Counts;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One look at a source. Counts what becomes of each document, remembers which known documents were seen (one bit each),
 * and knows when the last one is done. Safe for many threads.
 */
public final class Pass {

    private final long run;
    private final String source;
    private volatile PassRequest request;
    private final String recipe;
    private final long lastKnownId;

    private final @Nullable Pass host;
    private final Marks marks;
    final Counters counters = new Counters();
    private final AtomicReference<@Nullable String> gap = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> breakdown = new AtomicReference<>();
    private long inHand;
    private volatile boolean listing = true;
    private volatile boolean interrupted;
    private volatile Runnable atInterrupt = () -> {};
    private volatile boolean partial;
    private volatile @Nullable Position position;
    private volatile Predicate<DocumentKey> absence = key -> true;

    /**
     * Opens a pass.
     *
     * @param run number of its run
     * @param recipe in force for the source
     * @param lastKnownId greatest row number before the listing began; what comes later is never swept
     */
    public Pass(long run, String source, PassRequest request, String recipe, long lastKnownId) {
        this(run, source, request, recipe, lastKnownId, null);
    }

    private Pass(long run, String source, PassRequest request, String recipe, long lastKnownId, @Nullable Pass host) {
        this.run = run;
        this.source = source;
        this.request = request;
        this.recipe = recipe;
        this.lastKnownId = lastKnownId;
        this.host = host;
        this.marks = host == null ? new Marks() : host.marks;
    }

    /** Opens a look at single documents while this one runs: what the look sees, this one has seen. */
    Pass beside(long number, PassRequest look, long lastKnown) {
        return new Pass(number, source, look, recipe, lastKnown, this);
    }

    /** Whether it is a look that runs beside a pass over its source. */
    public boolean isBeside() {
        return host != null;
    }

    public long run() {
        return run;
    }

    public String source() {
        return source;
    }

    public PassRequest request() {
        return request;
    }

    /** Has it do something else than was asked for; before its listing begins. */
    void turnTo(PassRequest other) {
        request = other;
    }

    public String recipe() {
        return recipe;
    }

    public long lastKnownId() {
        return lastKnownId;
    }

    /** Whether everything is made again, whatever is known of it. */
    public boolean rebuilds() {
        return request.kind() == PassRequest.Kind.REBUILD;
    }

    /** What it found of the documents that the state knows. */
    public Marks marks() {
        return marks;
    }

    /** Gives the source's own proof that a document is gone, asked before each deletion. Default: the listing is proof. */
    public void proveAbsenceBy(Predicate<DocumentKey> proof) {
        this.absence = proof;
    }

    /** Whether the source proves that a document, which its listing hadn't, is gone. */
    public boolean isProvenAbsent(DocumentKey key) {
        return absence.test(key);
    }

    /** Notes that the listing has a document. */
    public void listed() {
        counters.listed.increment();
    }

    public long listedCount() {
        return counters.listed.sum();
    }

    /** Notes that the listing has only what changed since a cursor: what it doesn't have is as it was, not gone. */
    public void listsChangesOnly() {
        partial = true;
    }

    /** Whether the listing has only what changed since a cursor. */
    public boolean isPartial() {
        return partial;
    }

    /** Whether what the listing doesn't have is gone. */
    public boolean isComplete() {
        return request.listsEverything() && !partial;
    }

    /** Notes where the next listing may begin, once this pass has done all it had to do. */
    public void reached(Position end) {
        position = end;
    }

    /** Null = as before: it wasn't told, or a later one would miss a document that is left to the next pass. */
    public @Nullable Position position() {
        return counters.deferred.sum() == 0 ? position : null;
    }

    /** Notes that the listing has ended, so that the number of listed documents is final. */
    public void listingEnded() {
        listing = false;
    }

    /** Notes that something could not be listed: this pass may not delete. The first reason is kept. */
    public void incomplete(String reason) {
        gap.compareAndSet(null, reason);
    }

    /** Why the listing isn't complete; null = it is. */
    public @Nullable String gap() {
        return gap.get();
    }

    /** Notes that the machinery itself failed, not a document: the pass ends as failed. The first cause is kept. */
    public void breakDown(Throwable cause) {
        breakdown.compareAndSet(null, cause);
    }

    public @Nullable Throwable breakdown() {
        return breakdown.get();
    }

    /** Asks it to end soon: what is in hand is finished, nothing is begun, nothing more is deleted. */
    public void interrupt() {
        interrupted = true;
        atInterrupt.run();
    }

    /** Has something done when it is asked to end, such as giving up a wait. */
    public void atInterrupt(Runnable action) {
        atInterrupt = action;
        if (interrupted) {
            action.run();
        }
    }

    public boolean isInterrupted() {
        return interrupted;
    }

    /** Takes a document in hand. */
    public synchronized void begin() {
        inHand++;
    }

    /** Lays a document aside. */
    public synchronized void end() {
        inHand--;
        notifyAll();
    }

    /** Documents that wait for a worker or are in the hands of one. */
    public synchronized long inHand() {
        return inHand;
    }

    /** Waits until no document is in hand. */
    public synchronized void awaitQuiet() throws InterruptedException {
        while (inHand > 0) {
            wait();
        }
    }

    /** Counts what became of a document. */
    public void count(Change change) {
        counters.count(change);
        if (host != null && change == Change.ADDED) {
            host.counters.addedBeside.increment();
        }
    }

    public void countFailed() {
        counters.failed.increment();
    }

    public void countExcluded() {
        counters.excluded.increment();
    }

    /** Counts a document that was still being written, or went away while it was read: the next pass decides. */
    public void countDeferred() {
        counters.deferred.increment();
    }

    /** Counts the chunks of an ingested document, and how many of them the model had to embed. */
    public void countChunks(long all, long newlyEmbedded) {
        counters.countChunks(all, newlyEmbedded);
    }

    public Counts counts(long held) {
        return counters.counts(held);
    }

    public Progress progress() {
        return counters.progress(run, source, !listing);
    }

    /** The name of a document of this source. */
    public DocumentKey key(String document) {
        return new DocumentKey(source, document);
    }
}
