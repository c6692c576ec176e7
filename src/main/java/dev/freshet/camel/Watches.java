package dev.freshet.camel;

import dev.freshet.source.folder.FolderWalk;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bean {@code watches}: the watches of the sources that are started. Only a running service has it; without, nothing is
 * watched. Safe for many threads.
 */
public final class Watches {

    private final Map<String, SourceWatch> bySource = new ConcurrentHashMap<>();

    void add(SourceWatch watch) {
        bySource.put(watch.source(), watch);
    }

    void remove(SourceWatch watch) {
        bySource.remove(watch.source(), watch);
    }

    /** Whether changes of a source are noticed as they happen. */
    public boolean isWatched(String source) {
        return Optional.ofNullable(bySource.get(source))
                .map(SourceWatch::isAlive)
                .orElse(false);
    }

    /** Looks at single files of a watched source; empty where it isn't one, or is one no longer. */
    Optional<FolderWalk> look(String source) {
        return Optional.ofNullable(bySource.get(source)).map(SourceWatch::look);
    }
}
