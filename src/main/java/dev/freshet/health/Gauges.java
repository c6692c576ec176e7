package dev.freshet.health;

import dev.freshet.remote.OutageException;
import dev.freshet.service.Running;
import dev.freshet.state.Incidents;
import dev.freshet.state.Incidents.Incident;
import dev.freshet.state.Sources;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.state.Times;
import dev.freshet.state.VectorSets.Progress;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.VectorStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code metrics}: brings what is so at this moment up to date, and prints everything for Prometheus. */
public final class Gauges {

    private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);

    private final PrometheusMeterRegistry registry;
    private final Running service;
    private final Sources sources;
    private final VectorStore store;
    private final Incidents incidents;
    private final Supplier<Map<String, Boolean>> remotes;
    private final MultiGauge staleness;
    private final MultiGauge maxAge;
    private final MultiGauge inHand;
    private final MultiGauge waiting;
    private final MultiGauge indexed;
    private final MultiGauge failed;
    private final MultiGauge open;
    private final MultiGauge breakers;
    private volatile @Nullable StoreCounts counts;

    /**
     * Registers them.
     *
     * @param bytes size of the database
     * @param remotes by name: whether the breaker keeps calls from it
     */
    public Gauges(
            PrometheusMeterRegistry registry,
            Running service,
            Sources sources,
            VectorStore store,
            Supplier<Number> bytes,
            Incidents incidents,
            Supplier<Map<String, Boolean>> remotes) {
        this.registry = registry;
        this.service = service;
        this.sources = sources;
        this.store = store;
        this.incidents = incidents;
        this.remotes = remotes;
        this.staleness =
                gauge("freshet.source.staleness", "seconds", "Time since the last complete pass, or the start");
        this.maxAge = gauge("freshet.source.max.age", "seconds", "Staleness from which on the source is stale");
        this.inHand = gauge("freshet.queue.depth", "documents", "Documents that are in the pipeline now");
        this.waiting = count("freshet.passes.waiting", "Passes that were asked for and have not begun");
        this.indexed = gauge("freshet.source.documents", "documents", "Documents that are indexed");
        this.failed = gauge("freshet.source.failed", "documents", "Documents whose newest version isn't in the store");
        this.open = count("freshet.incidents.open", "What people were told of and goes on");
        this.breakers = count("freshet.breaker.open", "1 = calls to the remote are held back after failures");
        gauge("freshet.store.chunks", "Chunks in the store", () -> held(StoreCounts::chunks));
        gauge("freshet.store.documents", "Documents in the store", () -> held(StoreCounts::documents));
        gauge("freshet.store.bytes", "Size of the database, state and store", bytes);
        gauge(
                "freshet.migration.documents.left",
                "Documents that only the old vectors have while new ones are made",
                () -> sources.migration(0).map(Progress::documentsLeft).orElse(0L));
        gauge("freshet.ready", "1 = started and not being stopped", () -> service.isReady() ? 1 : 0);
        bindMachine();
    }

    /** Not a number while the store is out of reach. */
    private Number held(ToLongFunction<StoreCounts> number) {
        StoreCounts known = counts;
        return known == null ? Double.NaN : (Number) number.applyAsLong(known);
    }

    private @Nullable StoreCounts counted() {
        try {
            return store.counts();
        } catch (OutageException e) {
            LOG.debug("The store doesn't say what it holds", e);
            return null;
        }
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** A number whose name says what is counted: a unit would be printed behind it. */
    private MultiGauge count(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private MultiGauge gauge(String name, String unit, String description) {
        return MultiGauge.builder(name).baseUnit(unit).description(description).register(registry);
    }

    private void bindMachine() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        JvmGcMetrics pauses = new JvmGcMetrics();
        pauses.bindTo(registry);
    }

    /** {@code GET /metrics}. */
    public String scrape() {
        counts = counted();
        Instant now = Instant.now();
        List<String> active = service.sources();
        perSource(maxAge, active, source -> service.maxAge(source).toSeconds());
        perSource(inHand, active, source -> service.passes().inHand(source));
        perSource(waiting, active, source -> service.passes().waiting(source));
        List<SourceFigures> figures = sources.figures();
        staleness.register(
                figures.stream()
                        .filter(source -> active.contains(source.id()))
                        .map(source -> Row.of(Tags.of("source", source.id()), age(source, now)))
                        .collect(Collectors.toList()),
                true);
        indexed.register(rows(figures, SourceFigures::documents), true);
        failed.register(rows(figures, SourceFigures::failed), true);
        open.register(
                incidents.open().stream()
                        .collect(Collectors.groupingBy(Incident::kind, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(kind -> Row.of(Tags.of("kind", kind.getKey()), kind.getValue()))
                        .collect(Collectors.toList()),
                true);
        breakers.register(
                remotes.get().entrySet().stream()
                        .map(remote -> Row.of(Tags.of("remote", remote.getKey()), remote.getValue() ? 1 : 0))
                        .collect(Collectors.toList()),
                true);
        return registry.scrape();
    }

    private double age(SourceFigures source, Instant now) {
        Instant since = Objects.requireNonNullElse(source.lastCompletePass(), service.startedAt());
        return Times.between(since, now).toMillis() / 1000.0;
    }

    private static void perSource(MultiGauge gauge, List<String> sources, ToDoubleFunction<String> value) {
        gauge.register(
                sources.stream()
                        .map(source -> Row.of(Tags.of("source", source), value.applyAsDouble(source)))
                        .collect(Collectors.toList()),
                true);
    }

    private static List<Row<?>> rows(List<SourceFigures> figures, ToDoubleFunction<SourceFigures> value) {
        return figures.stream()
                .map(source -> Row.of(Tags.of("source", source.id()), value.applyAsDouble(source)))
                .collect(Collectors.toList());
    }
}
