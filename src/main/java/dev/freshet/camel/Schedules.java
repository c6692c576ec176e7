package dev.freshet.camel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The schedules of the sources that are started. Safe for many threads. */
final class Schedules {

    private final boolean followed;
    private final Map<String, PassSchedule> bySource = new ConcurrentHashMap<>();

    /**
     * @param followed whether the clock starts passes; otherwise only a request does
     */
    Schedules(boolean followed) {
        this.followed = followed;
    }

    boolean areFollowed() {
        return followed;
    }

    void add(PassSchedule schedule) {
        bySource.put(schedule.source(), schedule);
    }

    void remove(PassSchedule schedule) {
        bySource.remove(schedule.source(), schedule);
    }

    Optional<PassSchedule> of(String source) {
        return Optional.ofNullable(bySource.get(source));
    }
}
