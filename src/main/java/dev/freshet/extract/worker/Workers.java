package dev.freshet.extract.worker;

import dev.freshet.document.ExtractedDocument;
import dev.freshet.document.SourceDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers that there are: started when one is needed and none is free, used again while they are well, ended when
 * nothing has come for a while, so that a service at rest holds no memory for them.
 */
final class Workers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final WorkerLimits limits;
    private final Semaphore places;
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final Set<Worker> all = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, Workers::thread);
    private @Nullable Future<?> rounds;
    private volatile boolean closed;

    Workers(WorkerLimits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.workers(), true);
        watch.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "extract-watch");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Reads a document in a worker, and waits for one where all are busy.
     *
     * @throws WorkerEndedException when the worker ended over it, or was ended
     * @throws IOException when no worker could be started
     */
    ExtractedDocument read(SourceDocument document) throws WorkerEndedException, IOException {
        places.acquireUninterruptibly();
        try {
            Worker worker = free();
            try {
                return worker.read(document);
            } finally {
                lay(worker);
            }
        } finally {
            places.release();
        }
    }

    /** The one that worked last, so that those that aren't needed come to rest. */
    private Worker free() throws IOException {
        for (Worker worker = idle.pollFirst(); worker != null; worker = idle.pollFirst()) {
            if (worker.isWell()) {
                return worker;
            }
            end(worker);
        }
        return started();
    }

    private synchronized Worker started() throws IOException {
        if (closed) {
            throw new IOException("Freshet is stopping");
        }
        if (rounds == null) {
            WorkerFolder.deleteLeft();
            rounds = watch.scheduleWithFixedDelay(
                    this::endRested, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        Worker worker = worker();
        all.add(worker);
        return worker;
    }

    /** A start is tried once more: on a machine short of memory the system may have ended the first. */
    private Worker worker() throws IOException {
        try {
            return Worker.start(limits, watch);
        } catch (IOException e) {
            LOG.debug("A process to read documents didn't start ({}). It is started once more.", e.getMessage());
            return Worker.start(limits, watch);
        }
    }

    private void lay(Worker worker) {
        if (worker.isWell() && worker.documents() < limits.documentsEach() && !closed) {
            idle.addFirst(worker);
        } else {
            end(worker);
        }
    }

    private void endRested() {
        for (Worker worker = idle.pollLast(); worker != null; worker = idle.pollLast()) {
            if (worker.isWell() && worker.rested().compareTo(limits.rest()) < 0) {
                idle.addLast(worker);
                return;
            }
            end(worker);
        }
    }

    private void end(Worker worker) {
        worker.end();
        all.remove(worker);
    }

    /** Ends every worker, whatever it does. */
    @Override
    public synchronized void close() {
        closed = true;
        watch.shutdownNow();
        all.forEach(this::end);
    }
}
