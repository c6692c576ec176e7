package dev.freshet.pass;

import java.util.BitSet;

/** What a pass found of the documents that the state knows, a bit or two each. Safe for many threads. */
public final class Marks {

    private final BitSet seen = new BitSet();
    private final BitSet turnedAway = new BitSet();
    private final BitSet gone = new BitSet();

    /** Notes that a document the state knows is still in the source. */
    public synchronized void see(long id) {
        seen.set(Math.toIntExact(id));
        gone.clear(Math.toIntExact(id));
    }

    /** Whether {@link #see} was called with this number. */
    public synchronized boolean saw(long id) {
        return seen.get(Math.toIntExact(id));
    }

    /** How many were seen, up to this number. */
    public synchronized long seen(long upTo) {
        return seen.get(0, Math.toIntExact(upTo) + 1).cardinality();
    }

    /**
     * Notes that a step of the source's own route turned a known document away: it is in the source and yet not one of
     * its documents.
     */
    public synchronized void turnAway(long id) {
        seen.clear(Math.toIntExact(id));
        turnedAway.set(Math.toIntExact(id));
    }

    public synchronized boolean turnedAway(long id) {
        return turnedAway.get(Math.toIntExact(id));
    }

    /** Notes that the source itself says that a known document is gone. */
    public synchronized void gone(long id) {
        seen.clear(Math.toIntExact(id));
        gone.set(Math.toIntExact(id));
    }

    /** Whether the source itself said so. */
    public synchronized boolean isGone(long id) {
        return gone.get(Math.toIntExact(id));
    }

    /** Whether any document is gone or was turned away. */
    public synchronized boolean hasRemoved() {
        return !gone.isEmpty() || !turnedAway.isEmpty();
    }
}
