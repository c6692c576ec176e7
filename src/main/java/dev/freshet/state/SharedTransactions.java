package dev.freshet.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes that come at the same time share a transaction, because to end one costs more than a small write. Who finds nobody
 * at it commits what is there, its own write and those of the others, who wait until theirs is committed. Where a write of
 * several fails, all of them are undone and each is done alone: what is wrong with one harms no other. Safe for many threads.
 */
final class SharedTransactions {

    /** Transactions that one thread makes before it goes on with its own work and another takes its place. */
    private static final int IN_A_ROW = 8;

    /** In ns. */
    private static final long MOMENT = 500_000;

    /** Writes in a transaction. Readers see none of them before its end. */
    private static final int TOGETHER = 256;

    private final Consumer<Runnable> transaction;
    private final Deque<Write> waiting = new ArrayDeque<>();
    private boolean led;
    private volatile int lastGroup;

    /**
     * @param transaction runs work in a transaction, which is undone where the work or the commit throws
     */
    SharedTransactions(Consumer<Runnable> transaction) {
        this.transaction = transaction;
    }

    /** Returns when the work is committed; throws what it threw, or why it couldn't be committed. */
    void run(Runnable work) {
        Write write = new Write(work, Thread.currentThread());
        if (enter(write) || write.awaitTurn()) {
            lead();
        }
        if (write.failure instanceof Error error) {
            throw error;
        } else if (write.failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Whether the caller leads. */
    private synchronized boolean enter(Write write) {
        waiting.add(write);
        boolean first = !led;
        led = true;
        return first;
    }

    private void lead() {
        for (int i = 0; i < IN_A_ROW; i++) {
            List<Write> group = next();
            if (group.isEmpty()) {
                return;
            }
            try {
                commit(group);
            } finally {
                group.forEach(write -> write.tell(State.DONE));
            }
        }
        handOver();
    }

    /**
     * What is to be committed. Where writes come in numbers, as many as last time are worth a moment's wait: they are on
     * their way, and a transaction for a few of them would take from them the time that they need.
     */
    private List<Write> next() {
        if (waiting() < lastGroup) {
            LockSupport.parkNanos(MOMENT);
        }
        return take();
    }

    private synchronized List<Write> take() {
        List<Write> group = new ArrayList<>();
        while (group.size() < TOGETHER && !waiting.isEmpty()) {
            group.add(waiting.removeFirst());
        }
        led = !group.isEmpty();
        lastGroup = led ? group.size() : lastGroup;
        return group;
    }

    private synchronized void handOver() {
        Write first = waiting.peekFirst();
        led = first != null;
        if (first != null) {
            first.tell(State.LEADS);
        }
    }

    private void commit(List<Write> group) {
        try {
            transaction.accept(() -> group.forEach(write -> write.work.run()));
        } catch (RuntimeException | Error e) {
            if (group.size() == 1 || DatabaseException.meaning(e).isPresent()) {
                // what is wrong with the file is wrong for all of them
                group.forEach(write -> write.failure = e);
            } else {
                group.forEach(write -> commit(List.of(write)));
            }
        }
    }

    /** Writes that wait for a transaction. */
    synchronized int waiting() {
        return waiting.size();
    }

    private enum State {
        WAITS,
        LEADS,
        DONE
    }

    private static final class Write {

        private final Runnable work;
        private final Thread thread;
        private volatile State state = State.WAITS;
        private @Nullable Throwable failure;

        Write(Runnable work, Thread thread) {
            this.work = work;
            this.thread = thread;
        }

        void tell(State next) {
            state = next;
            LockSupport.unpark(thread);
        }

        /** Waits; says whether it is the caller's turn to lead. An interrupt waits, too: the write goes on without asking. */
        boolean awaitTurn() {
            boolean interrupted = false;
            while (state == State.WAITS) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
            return state == State.LEADS;
        }
    }
}
