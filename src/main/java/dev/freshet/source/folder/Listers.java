package dev.freshet.source.folder;

import dev.freshet.source.Exclusion;
import dev.freshet.source.folder.FolderReader.Folder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the folders of a tree on a few threads at once, and tells one visitor on the thread that asked. At most {@value
 * #BATCHES} times {@value #BATCH} findings wait to be told, an estimated 15 MB: then reading waits. For one walk.
 */
final class Listers {

    private static final int MOST = 4;
    private static final int BATCH = 512;
    private static final int BATCHES = 64;

    /** How long, in milliseconds, it may take until a visitor that wants no more is asked. */
    private static final int GLANCE = 50;

    private final FolderReader reader;
    private final FolderVisitor visitor;
    private final FolderStack toEnter = new FolderStack();
    private final BlockingQueue<List<Finding>> found = new ArrayBlockingQueue<>(BATCHES);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Listers(FolderReader reader, FolderVisitor visitor) {
        this.reader = reader;
        this.visitor = visitor;
    }

    /**
     * Walks to the end, or until the visitor wants no more. No thread reads any more when this returns.
     *
     * @throws IOException if the root itself can't be read
     */
    void walk(FolderFile root) throws IOException, InterruptedException {
        toEnter.add(new Folder(root, null));
        List<Thread> threads = start();
        try {
            tell(threads);
        } finally {
            toEnter.end();
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        rethrow(failure.get());
    }

    private List<Thread> start() {
        int number = Math.min(MOST, Runtime.getRuntime().availableProcessors());
        List<Thread> threads = IntStream.range(0, number)
                .mapToObj(i -> new Thread(new Lister(), "list"))
                .toList();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        return threads;
    }

    private void tell(List<Thread> threads) throws InterruptedException {
        int left = threads.size();
        while (left > 0 && !visitor.cancelled()) {
            List<Finding> batch = found.poll(GLANCE, TimeUnit.MILLISECONDS);
            if (batch == null) {
                requireAlive(threads);
            } else if (batch.isEmpty()) {
                left--;
            } else {
                tellAll(batch);
            }
        }
    }

    /** A thread that had no memory left to say that it ended must not make the listing look complete. */
    private void requireAlive(List<Thread> threads) {
        if (threads.stream().noneMatch(Thread::isAlive) && found.isEmpty()) {
            throw new IllegalStateException("The threads that list ended without a word");
        }
    }

    private void tellAll(List<Finding> batch) {
        for (Finding finding : batch) {
            if (visitor.cancelled()) {
                return;
            }
            finding.tell(visitor);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        }
    }

    /** One thread. */
    private final class Lister implements Runnable, FolderVisitor {

        private List<Finding> batch = new ArrayList<>(BATCH);

        @Override
        public void run() {
            try {
                for (Folder folder; (folder = next()) != null; ) {
                    read(folder);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                toEnter.end();
            } finally {
                handOver();
                put(List.of());
            }
        }

        /** What was found isn't kept back while there is nothing to read. */
        private @Nullable Folder next() throws InterruptedException {
            Folder folder = toEnter.poll();
            if (folder == null) {
                handOver();
                folder = toEnter.take();
            }
            return folder;
        }

        private void read(Folder folder) throws IOException {
            try {
                reader.read(folder, this, toEnter::add);
            } catch (IOException e) {
                if (folder.file().id().isEmpty()) {
                    throw e;
                }
                unreadable(folder.file().id(), e);
            } finally {
                toEnter.done();
            }
        }

        private void add(Finding finding) {
            batch.add(finding);
            if (batch.size() == BATCH) {
                handOver();
            }
        }

        private void handOver() {
            if (!batch.isEmpty()) {
                put(batch);
                batch = new ArrayList<>(BATCH);
            }
        }

        /** An empty list is the last one. Is interrupted when nobody listens any more. */
        private void put(List<Finding> findings) {
            try {
                found.put(findings);
            } catch (InterruptedException e) {
                toEnter.end();
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void document(FolderFile file) {
            add(new Finding.Document(file));
        }

        @Override
        public void excluded(String id, Exclusion rule) {
            add(new Finding.Excluded(id, rule));
        }

        @Override
        public void unreadable(String id, IOException error) {
            add(new Finding.Unreadable(id, error));
        }

        @Override
        public boolean cancelled() {
            return toEnter.isEnded();
        }
    }
}
