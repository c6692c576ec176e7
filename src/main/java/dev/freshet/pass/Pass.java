package dev.freshet.pass;

import dev.freshet.document.Change;
import dev.freshet.document.DocumentKey;
import dev.freshet.state.Runs.Counts;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One look at a source. Counts what becomes of each document, remembers which known documents were seen (one bit each),
 * and knows when the last one is done. Safe for many threads.
 */
public final class Pass {

    private final long run;
    private final String source;
    private final PassRequest request;
    private final String recipe;
    private final long lastKnownId;

    private final BitSet seen = new BitSet();
    private final BitSet turnedAway = new BitSet();
    private final LongAdder added = new LongAdder();
    private final LongAdder updated = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder excluded = new LongAdder();
    private final LongAdder deferred = new LongAdder();
    private final LongAdder listed = new LongAdder();
    private final LongAdder embedded = new LongAdder();
    private final LongAdder chunks = new LongAdder();
    private final AtomicReference<@Nullable String> gap = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> breakdown = new AtomicReference<>();
    private long inHand;
    private volatile boolean listing = true;
    private volatile boolean interrupted;
    private volatile Predicate<DocumentKey> absence = key -> true;

    /**
     * Opens a pass.
     *
     * @param run number of its run
     * @param recipe in force for the source
     * @param lastKnownId greatest row number before the listing began; what comes later is never swept
     */
    public Pass(long run, String source, PassRequest request, String recipe, long lastKnownId) {
        this.run = run;
        this.source = source;
        this.request = request;
        this.recipe = recipe;
        this.lastKnownId = lastKnownId;
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

    /** Notes that a document the state knows is still in the source. */
    public void see(long id) {
        synchronized (seen) {
            seen.set(Math.toIntExact(id));
        }
    }

    /** Whether {@link #see} was called with this number. */
    public boolean saw(long id) {
        synchronized (seen) {
            return seen.get(Math.toIntExact(id));
        }
    }

    /**
     * Notes that a step of the source's own route turned a known document away: it is in the source and yet not one of
     * its documents.
     */
    public void turnAway(long id) {
        synchronized (seen) {
            seen.clear(Math.toIntExact(id));
            turnedAway.set(Math.toIntExact(id));
        }
    }

    public boolean turnedAway(long id) {
        synchronized (seen) {
            return turnedAway.get(Math.toIntExact(id));
        }
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
        listed.increment();
    }

    public long listedCount() {
        return listed.sum();
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
        switch (change) {
            case ADDED -> added.increment();
            case UPDATED -> updated.increment();
            case DELETED -> deleted.increment();
            case UNCHANGED -> unchanged.increment();
        }
    }

    public void countFailed() {
        failed.increment();
    }

    public void countExcluded() {
        excluded.increment();
    }

    /** Counts a document that was still being written, or went away while it was read: the next pass decides. */
    public void countDeferred() {
        deferred.increment();
    }

    /** Counts the chunks of an ingested document, and how many of them the model had to embed. */
    public void countChunks(long all, long newlyEmbedded) {
        chunks.add(all);
        embedded.add(newlyEmbedded);
    }

    public Counts counts(long held) {
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

    public Progress progress() {
        Counts now = counts(0);
        long done = now.added() + now.updated() + now.unchanged() + now.failed() + now.deferred();
        return new Progress(run, source, done, listed.sum(), !listing, chunks.sum(), embedded.sum());
    }

    /** The name of a document of this source. */
    public DocumentKey key(String document) {
        return new DocumentKey(source, document);
    }
}
