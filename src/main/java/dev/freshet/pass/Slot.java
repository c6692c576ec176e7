package dev.freshet.pass;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The pass of one source that runs, and those that wait. Guarded by itself. */
final class Slot {

    final Deque<Wish> wishes = new ArrayDeque<>();

    @Nullable
    Running running;

    /** The request that waits last, where one pass can answer it and this one. */
    Optional<Wish> join(PassRequest request) {
        Wish last = wishes.peekLast();
        if (last == null) {
            return Optional.empty();
        }
        Optional<Wish> joined = last.request().joinedWith(request).map(last::with);
        joined.ifPresent(wish -> {
            wishes.removeLast();
            wishes.addLast(wish);
        });
        return joined;
    }

    Wish add(Wish wish) {
        wishes.addLast(wish);
        return wish;
    }

    /** Frees the source for the next pass. */
    synchronized void free() {
        running = null;
        notifyAll();
    }

    synchronized int waiting() {
        return wishes.size();
    }

    synchronized Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    /** Waits until nothing runs; false where that didn't come before this moment of {@link System#nanoTime}. */
    synchronized boolean awaitIdle(long until) throws InterruptedException {
        while (running != null) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
