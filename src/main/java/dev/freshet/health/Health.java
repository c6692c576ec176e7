package dev.freshet.health;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.freshet.api.Answer;
import dev.freshet.pass.Pass;
import dev.freshet.report.SyncReport;
import dev.freshet.service.Running;
import dev.freshet.state.Runs;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Sources;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Bean {@code health}: {@code GET /health} and {@code /health/ready}. */
public final class Health {

    /** Passes that see all of a source. */
    private static final Set<String> COMPLETE = Set.of("sync", "full", "rebuild");

    private final Running service;
    private final Sources sources;
    private final Runs runs;
    private final Function<Instant, List<Finding>> findings;
    private final Metrics metrics;

    /**
     * Makes the bean.
     *
     * @param findings what is wrong at a moment
     */
    public Health(
            Running service, Sources sources, Runs runs, Function<Instant, List<Finding>> findings, Metrics metrics) {
        this.service = service;
        this.sources = sources;
        this.runs = runs;
        this.findings = findings;
        this.metrics = metrics;
    }

    /**
     * The figures of one source, or of all.
     *
     * @param lastSuccessfulRun end of the last complete pass; null = there was none
     * @param lastRunDurationSeconds of the last run that ended, however
     * @param documentsPending documents that running passes have found and not finished, and failed ones that will be tried
     *     again
     * @param documentsFailed documents whose newest version isn't in the store, quarantined ones included
     * @param avgProcessingTimeMs from the first look at a document until it is searchable, since the start; null = none yet
     * @param queueDepth documents that are in the pipeline now, waiting for a worker or in the hands of one
     */
    record Figures(
            @Nullable String lastSuccessfulRun,
            @Nullable Double lastRunDurationSeconds,
            long documentsPending,
            long documentsFailed,
            @Nullable Double avgProcessingTimeMs,
            long queueDepth,
            boolean isHealthy,
            List<String> issues) {}

    /** One source. */
    record SourceHealth(
            String source,
            @JsonUnwrapped Figures figures,
            @Nullable Long ageSeconds,
            long maxAgeSeconds) {}

    /** All of it. */
    record Report(@JsonUnwrapped Figures figures, List<SourceHealth> sources) {}

    /** {@code GET /health/ready}. */
    public Answer ready() {
        return service.isReady()
                ? Answer.ok(Map.of("status", "ready"))
                : new Answer(503, Map.of("status", "starting or stopping"));
    }

    /** {@code GET /health}. */
    public Answer report() {
        Instant now = Instant.now();
        List<Finding> found = findings.apply(now);
        List<SourceFigures> known = sources.figures().stream()
                .filter(source -> service.sources().contains(source.id()))
                .toList();
        Figures all = new Figures(
                Times.format(runs.lastCompleted().map(Run::completedAt).orElse(null)),
                seconds(runs.newestEnded()),
                known.stream().mapToLong(this::pending).sum(),
                known.stream().mapToLong(SourceFigures::failed).sum(),
                milliseconds(metrics.meanProcessing()),
                service.passes().active().stream().mapToLong(Pass::inHand).sum(),
                found.isEmpty(),
                messages(found, finding -> true));
        List<SourceHealth> each =
                known.stream().map(source -> sourceHealth(source, found, now)).toList();
        return new Answer(found.isEmpty() ? 200 : 503, new Report(all, each));
    }

    private SourceHealth sourceHealth(SourceFigures source, List<Finding> found, Instant now) {
        List<String> issues = messages(found, finding -> finding.source().equals(source.id()));
        Instant complete = source.lastCompletePass();
        Figures figures = new Figures(
                Times.format(runs.lastCompleted(source.id(), COMPLETE)
                        .map(Run::completedAt)
                        .orElse(null)),
                seconds(runs.lastEnded(source.id())),
                pending(source),
                source.failed(),
                milliseconds(metrics.meanProcessing(source.id())),
                service.passes().inHand(source.id()),
                issues.isEmpty(),
                issues);
        return new SourceHealth(
                source.id(),
                figures,
                complete == null ? null : Times.between(complete, now).toSeconds(),
                service.maxAge(source.id()).toSeconds());
    }

    private long pending(SourceFigures source) {
        long found = service.passes().over(source.id()).stream()
                .map(Pass::progress)
                .mapToLong(progress -> Math.max(0, progress.listed() - progress.done()))
                .sum();
        return found + source.failed() - source.quarantined();
    }

    private static List<String> messages(List<Finding> found, Predicate<Finding> which) {
        return found.stream().filter(which).map(Finding::message).toList();
    }

    private static @Nullable Double seconds(Optional<Run> run) {
        return run.map(ended -> SyncReport.duration(ended).toMillis() / 1000.0).orElse(null);
    }

    private static @Nullable Double milliseconds(Optional<Duration> duration) {
        return duration.map(time -> time.toNanos() / 1e6).orElse(null);
    }
}
