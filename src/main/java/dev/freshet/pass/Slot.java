package dev.freshet.pass;

import dev.freshet.pass.PassRequest.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pass of one source that runs, the look at single documents that may run beside it, and those that wait. Guarded by
 * itself.
 */
final class Slot {

    private final List<Wish> wishes = new ArrayList<>();

    private @Nullable Running running;
    private @Nullable Running beside;
    private boolean open;

    /** A request that waits, where one pass can answer it and this one. */
    Optional<Wish> join(PassRequest request) {
        for (ListIterator<Wish> each = wishes.listIterator(); each.hasNext(); ) {
            Optional<Wish> joined = each.next().joinedWith(request);
            if (joined.isPresent()) {
                each.set(joined.get());
                return joined;
            }
        }
        return Optional.empty();
    }

    Wish add(Wish wish) {
        wishes.add(wish);
        return wish;
    }

    /** Takes away the request that came first; null where none waits. */
    @Nullable
    Wish first() {
        return wishes.isEmpty() ? null : wishes.remove(0);
    }

    /** Takes away the request that is the next to begin; null where a pass runs, or none waits. */
    @Nullable
    Wish next() {
        return running == null ? first() : null;
    }

    /** Takes away the look that is the next to begin beside the pass that runs; null where none may, or none waits. */
    @Nullable
    Wish nextBeside() {
        if (!open || beside != null) {
            return null;
        }
        Optional<Wish> look = looks().findFirst();
        look.ifPresent(wishes::remove);
        return look.orElse(null);
    }

    private Stream<Wish> looks() {
        return wishes.stream().filter(wish -> wish.request().kind() == Kind.DOCUMENTS);
    }

    /** Documents that are named by the looks that wait. */
    synchronized int documentsWaiting() {
        return looks().mapToInt(wish -> wish.request().documents().size()).sum();
    }

    void occupy(Running begun) {
        if (begun.pass().isBeside()) {
            beside = begun;
        } else {
            running = begun;
        }
    }

    /** From now on looks may run beside the pass. */
    synchronized void open() {
        open = true;
    }

    /** Lets no more looks begin, and waits for the one that runs. */
    synchronized void close() throws InterruptedException {
        open = false;
        while (beside != null) {
            wait();
        }
    }

    /** Frees the place of a pass for the next. */
    synchronized void free(Pass pass) {
        if (pass.isBeside()) {
            beside = null;
        } else {
            running = null;
            open = false;
        }
        notifyAll();
    }

    synchronized int waiting() {
        return wishes.size();
    }

    synchronized Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    /** The pass that runs, and the look beside it. */
    synchronized List<Running> all() {
        return Stream.of(Optional.ofNullable(running), Optional.ofNullable(beside))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Waits until nothing runs; false where that didn't come before this moment of {@link System#nanoTime}. */
    synchronized boolean awaitIdle(long until) throws InterruptedException {
        while (running != null || beside != null) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
