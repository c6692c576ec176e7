package dev.freshet.service;

import dev.freshet.config.Problem;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.Passes;
import dev.freshet.pass.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The running service, as its HTTP interface, its health and its alerts see it. Safe for many threads. */
public interface Running {

    Instant startedAt();

    /** Whether it has started and isn't being stopped. */
    boolean isReady();

    /** Ids of the sources that have a file, in order. */
    List<String> sources();

    /** The passes that run and wait. */
    Passes passes();

    /**
     * Asks for a pass and has it begin as soon as no other runs over the source.
     *
     * @throws dev.freshet.pass.StoppingException while the service is being stopped
     */
    Wish pass(String source, PassRequest request);

    /** When the clock looks at a source next; empty where it never will. */
    Optional<Instant> nextRun(String source);

    /** Age of the last complete pass from which on a source is stale. */
    Duration maxAge(String source);

    /** Whether changes of a source are noticed as they happen. */
    boolean isWatched(String source);

    /** What was found wrong with the store, by source, in words; until a later look finds it well. */
    Map<String, String> damages();

    /** What is wrong with files in {@code routes/}, while their last good version runs. */
    List<Problem> problems();
}
