package dev.freshet.testing;

/** A step of the write order at which a process may die. */
public enum CrashPoint {
    /** None: it is killed from outside, or ends well. */
    NONE,
    /** The state says that the document is in hand; its texts go to the model. */
    AFTER_INTENT,
    /** The first half of the new chunks is in the store. */
    BETWEEN_BATCHES,
    /** All new chunks are in the store, and all stale ones. */
    BEFORE_STALE_REMOVAL,
    /** Half of the stale chunks are out. */
    IN_STALE_REMOVAL,
    /** The store is as it should be; the state doesn't say so. */
    BEFORE_COMMIT,
    /** A document is gone; its chunks are about to go. */
    BEFORE_DELETION,
    /** Half of a deleted document's chunks are out. */
    IN_DELETION,
    /** A deleted document's chunks are out; the state still has it. */
    BEFORE_COMMIT_OF_DELETION
}
