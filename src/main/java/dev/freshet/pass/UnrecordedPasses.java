package dev.freshet.pass;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For plans: a pass that leaves no trace. */
public final class UnrecordedPasses implements PassRecords {

    @Override
    public long request(String source, PassRequest request, Instant now) {
        return 0;
    }

    @Override
    public void start(long run, Instant now) {}

    @Override
    public void hold(long run, List<String> documents) {}

    @Override
    public void drop(long run, String message, Instant now) {}

    @Override
    public Run end(
            Pass pass, RunStatus status, Counts counts, @Nullable String message, Instant startedAt, Instant now) {
        PassRequest request = pass.request();
        return new Run(
                0, pass.source(), request.trigger(), request.kind().text(), startedAt, now, counts, status, message);
    }

    @Override
    public boolean arePlans() {
        return true;
    }
}
