package dev.freshet.pass;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the requests, beginnings and ends of passes are written down. */
public interface PassRecords {

    /** Opens the record of a pass that was asked for, and gives its number. */
    long request(String source, PassRequest request, Instant now);

    /** Notes that it begins. */
    void start(long run, Instant now);

    /** Notes the documents, or the first of them, whose deletion is held. */
    void hold(long run, List<String> documents);

    /** Closes the record. */
    Run end(Pass pass, RunStatus status, Counts counts, @Nullable String message, Instant startedAt, Instant now);

    /** Closes the record of a pass that never began. */
    void drop(long run, String message, Instant now);

    /** Name of the store that the passes write to; empty = it has none. */
    default String store() {
        return "";
    }

    /** Whether the passes only find out what they would do. */
    boolean arePlans();
}
