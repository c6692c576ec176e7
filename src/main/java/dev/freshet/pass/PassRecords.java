package dev.freshet.pass;

import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Runs.RunStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the beginnings and ends of passes are written down. */
public interface PassRecords {

    /** Opens the record of a pass and gives its number. */
    long start(String source, PassRequest request, Instant now);

    /** Closes the record. */
    Run end(Pass pass, RunStatus status, Counts counts, @Nullable String message, Instant startedAt, Instant now);

    /** Whether the passes only find out what they would do. */
    boolean arePlans();
}
