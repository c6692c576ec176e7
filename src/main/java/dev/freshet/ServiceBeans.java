package dev.freshet;

import dev.freshet.api.Actions;
import dev.freshet.api.Pushes;
import dev.freshet.api.Views;
import dev.freshet.camel.AlertMail;
import dev.freshet.camel.HttpCalls;
import dev.freshet.camel.StageTimer;
import dev.freshet.camel.http.ConsoleFiles;
import dev.freshet.camel.http.Deliveries;
import dev.freshet.camel.http.Refusals;
import dev.freshet.camel.http.Requests;
import dev.freshet.check.SourceFile;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import dev.freshet.health.Alerts;
import dev.freshet.health.Finding;
import dev.freshet.health.Findings;
import dev.freshet.health.Gauges;
import dev.freshet.health.Health;
import dev.freshet.health.Metrics;
import dev.freshet.report.Json;
import dev.freshet.service.Running;
import dev.freshet.store.Search;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The beans that the routes of the service name. */
record ServiceBeans(Running service, Path home, Settings settings, Memory memory, Freshet core) {

    Map<String, Object> forHttp(List<? extends Running> others) {
        return Map.of(
                "json", Json.mapper(),
                "state", memory.readOnly(),
                "request", new Requests(),
                "refusals", new Refusals(),
                "consoleFiles", new ConsoleFiles(),
                "views", views(),
                "actions", actions(),
                "pushes",
                        new Pushes(
                                Stream.concat(Stream.of(service), others.stream())
                                        .toList(),
                                settings.webhookSecrets(),
                                memory.folder(),
                                Clock.systemUTC()),
                "deliveries", new Deliveries());
    }

    private Views views() {
        return new Views(
                service,
                memory.sources(),
                memory.runs(),
                memory.documents(),
                memory.incidents(),
                core.store(),
                new Search(core.migration().model(), core.store()),
                Objects.requireNonNullElse(
                        ServiceBeans.class.getPackage().getImplementationVersion(), "not from a jar"));
    }

    private Actions actions() {
        int mostWaiting = settings.http().maxWaiting();
        return new Actions(
                service,
                memory.documents(),
                memory.runs(),
                memory.verification().asking(core.store()),
                this::root,
                mostWaiting);
    }

    private Optional<Path> root(String source) {
        return core.catalog().find(source).filter(SourceFile::isFolder).map(found -> found.folder(home));
    }

    Findings findings() {
        return new Findings(
                memory.name(),
                service,
                memory.sources(),
                memory.runs(),
                settings.alert().failures(),
                core.breakers()::outages);
    }

    /**
     * @param findings what people are told about
     * @param all what the health shows
     */
    Map<String, Object> forHealth(
            PrometheusMeterRegistry registry,
            Metrics metrics,
            Findings findings,
            Function<Instant, List<Finding>> all) {
        Embedder embedder = core.embedder();
        metrics.model(
                embedder,
                model -> model.usage().answered(),
                model -> model.usage().failed(),
                model -> model.usage().tokens());
        return Map.of(
                "health", new Health(service, memory.sources(), memory.runs(), all, metrics),
                "metrics",
                        new Gauges(
                                registry,
                                service,
                                memory.sources(),
                                core.store(),
                                memory::bytes,
                                memory.incidents(),
                                core.breakers()::open),
                "alerts", new Alerts(findings, memory.incidents(), settings.alert(), Clock.systemUTC()),
                "alertMail", new AlertMail(settings.alert()),
                "stageTimer", new StageTimer(metrics::stage),
                "httpCalls", new HttpCalls(core.catalog()::has, metrics::call));
    }
}
