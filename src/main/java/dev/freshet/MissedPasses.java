package dev.freshet;

import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The passes that sources would have had while nothing ran. */
record MissedPasses(Freshet freshet, Memory memory) {

    void begin(Instant now) {
        freshet.catalog().ids().forEach(source -> begin(source, now));
    }

    /** Starts, once, the pass that a source would have had, or needs: its last one didn't come to its end, or the store lost chunks. */
    private void begin(String id, Instant now) {
        if (missed(id, Kind.REBUILD, List.of("rebuild"), now)) {
            freshet.passSoon(id, new PassRequest(Kind.REBUILD, "schedule", 0));
        } else if (missed(id, Kind.FULL, List.of("full", "rebuild"), now)) {
            freshet.passSoon(id, new PassRequest(Kind.FULL, "schedule", 0));
        } else if (isUnfinished(id)
                || freshet.storeGuard().damages().containsKey(id)
                || missed(id, Kind.SYNC, List.of("sync", "full", "rebuild"), now)) {
            freshet.passSoon(id, new PassRequest(Kind.SYNC, "start", 0));
        }
    }

    private boolean isUnfinished(String source) {
        Optional<Run> last = memory.runs().lastEndedPass(source);
        return last.isEmpty() || last.get().status() == RunStatus.INTERRUPTED;
    }

    /** Counted from the last pass of its kind or, where there was none, from the first pass at all. */
    private boolean missed(String source, Kind kind, List<String> kinds, Instant now) {
        Optional<Run> last = memory.runs()
                .lastCompleted(source, kinds)
                .or(() -> memory.runs().firstCompleted(source));
        return last.isPresent()
                && freshet.engine().missed(source, kind, last.get().startedAt(), now);
    }
}
