package dev.freshet.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Times;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sync --json} prints, and the service answers to who waits for a run. Its names are a contract.
 *
 * @param status the worst of the runs: {@code failed}, {@code held} or {@code completed}
 */
public record SyncReport(String status, List<RunLine> runs, Totals totals) {

    /** One run. {@code excluded}, {@code deferred} and {@code held} are documents; {@code store} is there where it has a name. */
    public record RunLine(
            long runId,
            String source,
            String status,
            long added,
            long updated,
            long deleted,
            long unchanged,
            long failed,
            long excluded,
            long deferred,
            long held,
            long durationMs,
            @Nullable String error,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String store) {

        public static RunLine of(Run run) {
            return of("", run);
        }

        private static RunLine of(String store, Run run) {
            Counts counts = run.counts();
            return new RunLine(
                    run.id(),
                    run.source(),
                    run.status().text(),
                    counts.added(),
                    counts.updated(),
                    counts.deleted(),
                    counts.unchanged(),
                    counts.failed(),
                    counts.excluded(),
                    counts.deferred(),
                    counts.held(),
                    duration(run).toMillis(),
                    run.message(),
                    store);
        }
    }

    /** Documents of all runs. */
    public record Totals(@JsonProperty("new") long added, long modified, long deleted, long unchanged, long failed) {

        public static Totals of(Collection<Run> runs) {
            return new Totals(
                    sum(runs, Counts::added),
                    sum(runs, Counts::updated),
                    sum(runs, Counts::deleted),
                    sum(runs, Counts::unchanged),
                    sum(runs, Counts::failed));
        }

        private static long sum(Collection<Run> runs, ToLongFunction<Counts> count) {
            return runs.stream().map(Run::counts).mapToLong(count).sum();
        }
    }

    public static SyncReport of(Collection<Run> runs) {
        return of(Map.of("", runs));
    }

    /** Of several stores, by name. */
    public static SyncReport of(Map<String, ? extends Collection<Run>> byStore) {
        List<Run> runs = byStore.values().stream().flatMap(Collection::stream).toList();
        List<RunLine> lines = byStore.entrySet().stream()
                .flatMap(store -> store.getValue().stream().map(run -> RunLine.of(store.getKey(), run)))
                .toList();
        return new SyncReport(worst(runs), lines, Totals.of(runs));
    }

    public static String worst(Collection<Run> runs) {
        for (RunStatus status : List.of(RunStatus.FAILED, RunStatus.HELD)) {
            if (runs.stream().anyMatch(run -> run.status() == status)) {
                return status.text();
            }
        }
        return RunStatus.COMPLETED.text();
    }

    public static Duration duration(Run run) {
        return Times.between(run.startedAt(), Objects.requireNonNull(run.completedAt()));
    }
}
