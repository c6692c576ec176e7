package dev.freshet.remote;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Calls to a remote fail, one after the other.
 *
 * @param remote its name for people, such as {@code the model}
 * @param since when the first of them failed
 * @param calls how many failed since
 * @param reason what became of the last one
 */
public record Outage(String remote, Instant since, int calls, String reason) {

    /** The end of it. */
    String overMessage() {
        return name() + " answers again, after it had been out of reach since " + sinceSecond() + ".";
    }

    private String name() {
        return remote.replaceFirst("^the ", "The ");
    }

    private Instant sinceSecond() {
        return since.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Place, fact and remedy. */
    public String message() {
        return name() + " has been out of reach since " + sinceSecond() + ": "
                + reason.replaceFirst("([^.?!\\s])\\s*$", "$1.")
                + " No document is given up for it, and nothing is deleted. Look at " + remote
                + " and the way to it; Freshet goes on by itself when it answers again.";
    }
}
