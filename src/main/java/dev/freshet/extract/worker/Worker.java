package dev.freshet.extract.worker;

import dev.freshet.document.ExtractedDocument;
import dev.freshet.document.SourceDocument;
import dev.freshet.extract.ExtractionException;
import dev.freshet.extract.NoRoomException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that reads documents, seen from this side. One thread at a time may use it. */
final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** A virtual machine is there after one; the rest is for a machine under load. */
    private static final int START_SECONDS = 60;

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_LINE = 1_000;

    private final Process process;
    private final WorkerFolder folder;
    private final WorkerLimits limits;
    private final ScheduledExecutorService watch;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private volatile boolean late;
    private volatile boolean broken;
    private volatile long lastUsed = System.nanoTime();
    private int documents;

    private Worker(Process process, WorkerFolder folder, WorkerLimits limits, ScheduledExecutorService watch) {
        this.process = process;
        this.folder = folder;
        this.limits = limits;
        this.watch = watch;
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param watch ends it when a time is over
     * @throws IOException when that fails, with the reason
     */
    static Worker start(WorkerLimits limits, ScheduledExecutorService watch) throws IOException {
        WorkerFolder folder = WorkerFolder.create();
        try {
            Process process = WorkerCommand.of(limits, folder.path()).start();
            Worker worker = new Worker(process, folder, limits, watch);
            Thread errors = new Thread(worker::logErrors, "extract-errors-" + process.pid());
            errors.setDaemon(true);
            errors.start();
            worker.awaitReady();
            return worker;
        } catch (IOException e) {
            folder.delete();
            throw e;
        }
    }

    private void awaitReady() throws IOException {
        Future<?> alarm = watch.schedule(this::expire, START_SECONDS, TimeUnit.SECONDS);
        try {
            Answers.awaitReady(answers);
        } catch (IOException e) {
            throw new IOException("it ended before it was ready, with exit code " + awaitEnd(), e);
        } finally {
            alarm.cancel(false);
        }
    }

    /**
     * Has a document read.
     *
     * @throws ExtractionException when the worker says that it can't be read
     * @throws NoRoomException when the worker says that the disk was full
     * @throws WorkerEndedException when it can't say so any more
     */
    ExtractedDocument read(SourceDocument document) throws WorkerEndedException {
        documents++;
        Future<?> alarm = watch.schedule(this::expire, limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            Requests.write(document, requests);
            return new Answers(answers, limits.maxCharacters()).read().of(document.version());
        } catch (IOException e) {
            LOG.debug("Process {} doesn't answer", process.pid(), e);
            throw ended();
        } finally {
            alarm.cancel(false);
            lastUsed = System.nanoTime();
        }
    }

    private WorkerEndedException ended() {
        broken = true;
        int exitCode = awaitEnd();
        if (late) {
            return new WorkerEndedException(WorkerEndedException.Cause.TIME, exitCode);
        }
        return new WorkerEndedException(
                exitCode == ExtractionWorker.OUT_OF_MEMORY
                        ? WorkerEndedException.Cause.MEMORY
                        : WorkerEndedException.Cause.UNKNOWN,
                exitCode);
    }

    private void expire() {
        late = true;
        process.destroyForcibly();
    }

    /** Its exit code. What doesn't answer but lives, such as one that sends nonsense, is ended. */
    private int awaitEnd() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!process.waitFor(1, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isWell() {
        return !broken && !late && process.isAlive();
    }

    /** How many it was asked to read. */
    int documents() {
        return documents;
    }

    /** How long it has had nothing to do. */
    Duration rested() {
        return Duration.ofNanos(System.nanoTime() - lastUsed);
    }

    /** Ends it, and removes what it has written. */
    void end() {
        broken = true;
        process.destroyForcibly();
        awaitEnd();
        folder.delete();
    }

    /** What the virtual machine has to say. Read in pieces, since a line may have no end. */
    private void logErrors() {
        byte[] piece = new byte[LONGEST_LINE];
        try (InputStream errors = process.getErrorStream()) {
            for (int length = errors.read(piece); length > 0; length = errors.read(piece)) {
                String text = new String(piece, 0, length, StandardCharsets.UTF_8).strip();
                LOG.debug("Process {} says: {}", process.pid(), text);
            }
        } catch (IOException e) {
            LOG.debug("Process {} says nothing more", process.pid(), e);
        }
    }
}
