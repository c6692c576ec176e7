package dev.freshet.state;

import java.time.Instant;

/** When failed documents are tried again. */
public final class RetryTimes {

    private final Database database;

    public RetryTimes(Database database) {
        this.database = database;
    }

    /**
     * Makes failed documents due whose next attempt is later than it can be: the clock was set back since it was chosen.
     *
     * @param latest now and the longest pause between two attempts
     */
    public int bringForward(String source, Instant latest) {
        return database.write(handle -> handle.execute(
                "UPDATE documents SET next_attempt_at = NULL"
                        + " WHERE source = ? AND status = 'failed' AND next_attempt_at > ?",
                source,
                Times.format(latest)));
    }
}
