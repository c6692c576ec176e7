package dev.freshet.source.folder;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Folders that wait to be entered by one of several threads. The newest comes first, so that few wait however many there
 * are. Safe for many threads.
 */
final class FolderStack {

    private final Deque<FolderReader.Folder> waiting = new ArrayDeque<>();

    /** Folders that wait or are being read: while there is one, more may come. */
    private int open;

    private volatile boolean ended;

    synchronized void add(FolderReader.Folder folder) {
        waiting.addLast(folder);
        open++;
        notifyAll();
    }

    /** A folder to read, if one waits. It is to be {@link #done}. */
    synchronized FolderReader.@Nullable Folder poll() {
        return ended ? null : waiting.pollLast();
    }

    /** The next folder, once there is one; null = there is none, and none will come. It is to be {@link #done}. */
    synchronized FolderReader.@Nullable Folder take() throws InterruptedException {
        while (waiting.isEmpty() && open > 0 && !ended) {
            wait();
        }
        return poll();
    }

    /** Notes that a folder was read. */
    synchronized void done() {
        open--;
        if (open == 0) {
            notifyAll();
        }
    }

    /** Gives out nothing more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    boolean isEnded() {
        return ended;
    }
}
