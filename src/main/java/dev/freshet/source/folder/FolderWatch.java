package dev.freshet.source.folder;

import dev.freshet.source.FileRules;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Native events of everything below a folder that can hold documents. It doesn't survive its folder: one that went away
 * and came back needs a new watch. Events come on a thread of its own.
 */
public final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Path root;
    private final FileRules rules;
    private final boolean followLinks;
    private final Consumer<FolderEvent> listener;
    private final DirectoryWatcher watcher;
    private final @Nullable Object rootKey;
    private volatile boolean alive;
    private volatile @Nullable IOException failure;

    /**
     * Begins to watch. The folders below are registered when this returns.
     *
     * @param listener hears what rules don't leave out
     * @throws IOException if the folder can't be watched, or not all of it
     */
    public FolderWatch(Path root, FileRules rules, boolean followLinks, Consumer<FolderEvent> listener)
            throws IOException {
        this.root = root.toRealPath();
        this.rules = rules;
        this.followLinks = followLinks;
        this.listener = listener;
        this.rootKey = key(this.root);
        this.watcher = DirectoryWatcher.builder()
                .path(this.root)
                .fileHashing(false)
                .fileTreeVisitor(new WatchedFolders(this.root, rules, followLinks))
                .logger(NOPLogger.NOP_LOGGER)
                .listener(new Listener())
                .build();
        alive = true;
        run();
    }

    private void run() throws IOException {
        CompletableFuture<Void> loop =
                watcher.watchAsync(FolderWatch::thread).whenComplete((nothing, error) -> alive = false);
        if (loop.isCompletedExceptionally()) {
            close();
            try {
                loop.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof UncheckedIOException unchecked
                        ? Objects.requireNonNull(unchecked.getCause())
                        : new IOException(e.getCause());
            }
        }
    }

    private static void thread(Runnable loop) {
        Thread thread = new Thread(loop, "watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static @Nullable Object key(Path folder) throws IOException {
        return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    }

    /** Whether events still come, from the folder that is there now. */
    public boolean isAlive() {
        try {
            return alive && Objects.equals(key(root), rootKey);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Why it ended by itself; null = it didn't, or its folder went away. */
    public @Nullable IOException failure() {
        return failure;
    }

    @Override
    public void close() {
        alive = false;
        try {
            watcher.close();
        } catch (IOException e) {
            LOG.debug("The watch of {} could not be closed", root, e);
        }
    }

    private final class Listener implements DirectoryChangeListener {

        @Override
        public void onEvent(DirectoryChangeEvent event) {
            if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW || event.path() == null) {
                listener.accept(new FolderEvent(FolderEvent.Kind.UNKNOWN, ""));
                return;
            }
            if (event.isDirectory()) {
                folder(event);
            } else if (event.eventType() == DirectoryChangeEvent.EventType.DELETE) {
                file(FolderEvent.Kind.GONE, id(event));
            } else if (followLinks && Files.isSymbolicLink(event.path()) && Files.isDirectory(event.path())) {
                // The library doesn't enter links that come later: end, to be begun again with them
                alive = false;
            } else {
                file(FolderEvent.Kind.SAVED, id(event));
            }
        }

        private String id(DirectoryChangeEvent event) {
            return WatchedFolders.id(root, event.path());
        }

        private void folder(DirectoryChangeEvent event) {
            // Some systems call a folder modified when a file in it is: that file has an event of its own
            if (event.eventType() != DirectoryChangeEvent.EventType.MODIFY
                    && WatchedFolders.isEntered(rules, id(event))) {
                listener.accept(new FolderEvent(FolderEvent.Kind.FOLDER, id(event)));
            }
        }

        private void file(FolderEvent.Kind kind, String id) {
            int slash = id.lastIndexOf('/');
            if (WatchedFolders.isEntered(rules, id.substring(0, Math.max(slash, 0)))
                    && rules.file(id, id.substring(slash + 1), 0).isEmpty()) {
                listener.accept(new FolderEvent(kind, id));
            }
        }

        @Override
        public boolean isWatching() {
            return alive;
        }

        @Override
        public void onException(Exception e) {
            if (e instanceof NoSuchFileException) {
                listener.accept(new FolderEvent(FolderEvent.Kind.UNKNOWN, ""));
            } else {
                failure = e instanceof IOException io ? io : new IOException(e);
                close();
            }
        }
    }
}
