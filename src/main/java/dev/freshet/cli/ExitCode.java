package dev.freshet.cli;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import java.util.Collection;

/** What a script learns. */
final class ExitCode {

    /** All is well. */
    static final int OK = 0;
    /** Some documents failed; the others are through. */
    static final int DOCUMENTS_FAILED = 1;
    /** The command line, an option or a route is wrong; nothing was started. */
    static final int USAGE = 2;
    /** A source or the store failed, a run is held, or state and store differ. */
    static final int FAILED = 3;

    private ExitCode() {}

    static int of(Collection<Run> runs) {
        if (runs.stream().anyMatch(run -> run.status() != RunStatus.COMPLETED)) {
            return FAILED;
        }
        boolean failures = runs.stream().anyMatch(run -> run.counts().failed() > 0);
        return failures ? DOCUMENTS_FAILED : OK;
    }
}
