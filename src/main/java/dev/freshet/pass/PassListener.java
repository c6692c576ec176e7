package dev.freshet.pass;

import dev.freshet.document.Change;
import dev.freshet.state.Runs.Run;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of documents and runs, for figures. It must be quick and must not fail. */
public interface PassListener {

    /** Hears nothing. */
    PassListener NONE = new PassListener() {};

    /**
     * A document was added or updated, and is searchable.
     *
     * @param changedAt when it was changed in its source; null = unknown
     * @param took from the first look at it
     */
    default void ingested(
            Pass pass, Change change, int chunks, long embedded, @Nullable Instant changedAt, Duration took) {}

    /** A run has ended. */
    default void ended(Run run) {}
}
