package dev.freshet.remote;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that goes forward by what has passed, whatever becomes of the machine's: it begins with the machine's time and is
 * moved by {@link System#nanoTime} alone. For waiting, not for telling people the time.
 */
final class ForwardClock extends Clock {

    private final Instant began;
    private final LongSupplier nanos;
    private final long nanosAtBegin;

    ForwardClock() {
        this(Instant.now(), System::nanoTime);
    }

    ForwardClock(Instant began, LongSupplier nanos) {
        this.began = began;
        this.nanos = nanos;
        this.nanosAtBegin = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return began.plusNanos(nanos.getAsLong() - nanosAtBegin);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** It has no dates, so every zone is as good. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
