package dev.freshet.health;

import dev.freshet.document.Change;
import dev.freshet.pass.Pass;
import dev.freshet.pass.PassListener;
import dev.freshet.report.SyncReport;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Counts and times what happens, as it happens. */
public final class Metrics implements PassListener {

    private static final Duration[] FRESHNESS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1)
    };

    private final MeterRegistry registry;
    private final Function<String, Optional<Instant>> lastLook;
    private final Latest freshness = new Latest();

    /**
     * Makes the counters.
     *
     * @param lastLook when the last complete pass over a source began: what changed before it isn't fresh news now
     */
    public Metrics(MeterRegistry registry, Function<String, Optional<Instant>> lastLook) {
        this.registry = registry;
        this.lastLook = lastLook;
    }

    /** Time a stage of the pipeline took for a document. */
    public void stage(String stage, Duration took) {
        Timer.builder("freshet.stage")
                .description("Time that a stage takes for a document")
                .tag("stage", stage)
                .publishPercentileHistogram(false)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10))
                .register(registry)
                .record(took);
    }

    /** A call to another machine that a source's route made; {@code 0} = there was no answer. */
    public void call(String source, int status) {
        Counter.builder("freshet.http.client.requests")
                .description("HTTP calls of a source, by status; 429 = it was asked to be slower")
                .tags("source", source, "status", String.valueOf(status))
                .register(registry)
                .increment();
    }

    /**
     * Has the cost of a model counted.
     *
     * @param model held by the caller as long as it counts
     */
    public <T> void model(
            T model, ToDoubleFunction<T> answered, ToDoubleFunction<T> failed, ToDoubleFunction<T> tokens) {
        FunctionCounter.builder("freshet.embedding.tokens", model, tokens)
                .description("Tokens that the embedding model has read")
                .register(registry);
        requests(model, "answered", answered);
        requests(model, "failed", failed);
    }

    private <T> void requests(T model, String outcome, ToDoubleFunction<T> count) {
        FunctionCounter.builder("freshet.embedding.requests", model, count)
                .description("Requests to the embedding model, where it is on another machine")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void ingested(
            Pass pass, Change change, int chunks, long embedded, @Nullable Instant changedAt, Duration took) {
        Timer.builder("freshet.document.processing")
                .description("Time from the first look at a document until it is searchable")
                .tag("source", pass.source())
                .register(registry)
                .record(took);
        chunks(pass.source(), "embedded", embedded);
        chunks(pass.source(), "reused", chunks - embedded);
        lastLook.apply(pass.source())
                .filter(look -> changedAt != null && changedAt.isAfter(look))
                .ifPresent(look -> fresh(pass.source(), Duration.between(changedAt, Instant.now())));
    }

    private void chunks(String source, String how, long count) {
        Counter.builder("freshet.chunks")
                .description("Chunks of ingested documents: embedded by the model, or with a vector that was known")
                .tags("source", source, "outcome", how)
                .register(registry)
                .increment((double) count);
    }

    private void fresh(String source, Duration age) {
        Duration positive = age.isNegative() ? Duration.ZERO : age;
        freshness.add(source, positive);
        Timer.builder("freshet.freshness")
                .description("Time from the change of a document in its source until it is searchable")
                .tag("source", source)
                .serviceLevelObjectives(FRESHNESS)
                .register(registry)
                .record(positive);
    }

    @Override
    public void ended(Run run) {
        Tags tags = Tags.of("source", run.source(), "status", run.status().text());
        Timer.builder("freshet.run")
                .description("Time that a run takes")
                .tags(tags)
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1))
                .register(registry)
                .record(SyncReport.duration(run));
        Counts counts = run.counts();
        documents(run.source(), "added", counts.added());
        documents(run.source(), "updated", counts.updated());
        documents(run.source(), "deleted", counts.deleted());
        documents(run.source(), "unchanged", counts.unchanged());
        documents(run.source(), "failed", counts.failed());
        documents(run.source(), "excluded", counts.excluded());
    }

    private void documents(String source, String change, long count) {
        Counter.builder("freshet.documents")
                .description("Documents by what became of them, counted at the end of their run")
                .tags("source", source, "change", change)
                .register(registry)
                .increment((double) count);
    }

    /** Mean time that a document of a source takes, since the start; empty = none was ingested. */
    Optional<Duration> meanProcessing(String source) {
        Timer timer = registry.find("freshet.document.processing")
                .tag("source", source)
                .timer();
        return mean(timer == null ? 0 : timer.count(), timer == null ? 0 : nanoseconds(timer));
    }

    /** The same over all sources. */
    Optional<Duration> meanProcessing() {
        var timers = registry.find("freshet.document.processing").timers();
        return mean(
                timers.stream().mapToLong(Timer::count).sum(),
                timers.stream().mapToDouble(Metrics::nanoseconds).sum());
    }

    private static double nanoseconds(Timer timer) {
        return timer.totalTime(java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    private static Optional<Duration> mean(long count, double nanoseconds) {
        return count == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(Math.round(nanoseconds / count)));
    }

    /** Median of what became searchable since the last call; empty where nothing did. */
    public Optional<Duration> takeMedianFreshness(String source) {
        return freshness.takeMedian(source);
    }
}
