package dev.freshet.pass;

import dev.freshet.state.DatabaseException;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Sources;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes passes down in the state. */
public final class RecordedPasses implements PassRecords {

    private final String store;
    private final Runs runs;
    private final Sources sources;
    private final PassListener listener;

    public RecordedPasses(Runs runs, Sources sources) {
        this("", runs, sources, PassListener.NONE);
    }

    /**
     * Writes passes down, and tells.
     *
     * @param store name of the store that they write to; empty = it has none
     * @param listener hears of runs that have ended
     */
    public RecordedPasses(String store, Runs runs, Sources sources, PassListener listener) {
        this.store = store;
        this.runs = runs;
        this.sources = sources;
        this.listener = listener;
    }

    @Override
    public long request(String source, PassRequest request, Instant now) {
        return runs.request(source, request.trigger(), request.kind().text(), now);
    }

    @Override
    public String store() {
        return store;
    }

    @Override
    public void start(long run, Instant now) {
        runs.start(run, now);
        sources.noteHalfWritten(run);
    }

    @Override
    public void hold(long run, List<String> documents) {
        runs.hold(run, documents);
    }

    @Override
    public void drop(long run, String message, Instant now) {
        runs.end(run, RunStatus.INTERRUPTED, Counts.NONE, message, now);
    }

    /** What can't be written down, on a full disk for example, is told all the same; the next run closes the row. */
    @Override
    public Run end(
            Pass pass, RunStatus status, Counts counts, @Nullable String message, Instant startedAt, Instant now) {
        Run run;
        try {
            run = write(pass, status, counts, message, startedAt, now);
        } catch (RuntimeException e) {
            run = unwritten(
                    pass, counts, startedAt, now, DatabaseException.meaning(e).orElseThrow(() -> e));
        }
        listener.ended(run);
        return run;
    }

    private static Run unwritten(Pass pass, Counts counts, Instant startedAt, Instant now, String reason) {
        PassRequest request = pass.request();
        String kind = request.kind().text();
        return new Run(
                pass.run(), pass.source(), request.trigger(), kind, startedAt, now, counts, RunStatus.FAILED, reason);
    }

    private Run write(
            Pass pass, RunStatus status, Counts counts, @Nullable String message, Instant startedAt, Instant now) {
        runs.end(pass.run(), status, counts, message, now);
        if (status == RunStatus.COMPLETED && pass.request().listsEverything()) {
            sources.completePass(pass.source(), now);
            if (pass.isComplete()) {
                sources.listedAll(pass.source(), startedAt);
            }
            Position position = pass.position();
            if (position != null) {
                sources.advance(pass.source(), position.cursor());
            }
        }
        return runs.find(pass.run()).orElseThrow();
    }

    @Override
    public boolean arePlans() {
        return false;
    }
}
