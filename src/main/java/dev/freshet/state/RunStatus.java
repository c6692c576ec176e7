package dev.freshet.state;

import java.util.Locale;

/** How a run ended, or that it didn't yet. */
public enum RunStatus {
    /** It was asked for and has not begun. */
    WAITING,
    RUNNING,
    COMPLETED,
    FAILED,
    /** Its deletions wait for an approval; everything else is done. */
    HELD,
    /** It was stopped, or the process ended before the run did. */
    INTERRUPTED;

    /** The form in the state and in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
