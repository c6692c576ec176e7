package dev.freshet.source.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time of a server, as its answers tell it: what it says of its documents is of that clock. Safe for many threads. */
public final class ServerTime {

    private final Clock clock;
    private volatile Duration ahead = Duration.ZERO;
    private volatile @Nullable Instant begun;

    /**
     * @param clock of this machine, which counts until the server has said
     */
    public ServerTime(Clock clock) {
        this.clock = clock;
    }

    /** Hears of an answer. */
    public void heard(HttpAnswer answer) {
        answer.date().ifPresent(date -> ahead = Duration.between(clock.instant(), date));
        begun = begun();
    }

    /** What its clock shows. */
    public Instant now() {
        return clock.instant().plus(ahead);
    }

    /** Begins a listing. */
    public void begin() {
        begun = null;
    }

    /** When the first answer of the listing was given. */
    public Instant begun() {
        Instant first = begun;
        return first == null ? now() : first;
    }
}
