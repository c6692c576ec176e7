package dev.freshet;

import dev.freshet.camel.AlertMail;
import dev.freshet.camel.Watches;
import dev.freshet.camel.Watching;
import dev.freshet.camel.http.HttpServer;
import dev.freshet.check.CheckedHome;
import dev.freshet.config.Problem;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import dev.freshet.health.Finding;
import dev.freshet.health.Findings;
import dev.freshet.health.History;
import dev.freshet.health.Metrics;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.Passes;
import dev.freshet.pass.Wish;
import dev.freshet.service.Running;
import dev.freshet.state.Runs.Run;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code freshet run}, put together: Freshet with its schedules followed, and what people and programs see of it. Its
 * routes are those in {@code routes/service}.
 */
public final class Service implements Running, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Path home;
    private final Settings settings;
    private final Memory memory;
    private final HttpServer http;
    private final Watches watches = new Watches();
    private final History history;
    private final Freshet freshet;
    private final List<Service> others;
    private final ClockWatch clockWatch = new ClockWatch(Clock.systemUTC(), System::nanoTime, this::clockSetBack);
    private volatile Instant startedAt = Instant.now();
    private volatile boolean ready;

    @SuppressWarnings("NullAway.Init") // made with the beans, inside the constructor
    private Reload reload;

    @SuppressWarnings("NullAway.Init") // made with the beans, inside the constructor
    private Findings findings;

    /**
     * Puts it together around an embedder.
     *
     * @param embedder closed with this
     */
    public Service(Path home, CheckedHome checked, Memory memory, Embedder embedder) {
        this(home, checked, memory, embedder, List.of());
    }

    /**
     * The same beside services of other stores.
     *
     * @param others whose troubles its health shows too, and which hear of pushes from it
     */
    Service(Path home, CheckedHome checked, Memory memory, Embedder embedder, List<Service> others) {
        this.others = others;
        this.home = home;
        this.settings = checked.settings();
        this.memory = memory;
        this.http = new HttpServer(settings.http());
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Metrics metrics = new Metrics(registry, this::lastLook);
        this.history = new History(this, memory.sources(), memory.samples(), metrics, Clock.systemUTC());
        this.freshet = new Freshet(
                home,
                checked,
                memory,
                false,
                embedder,
                metrics,
                core -> addition(
                        core, checked, new ServiceBeans(this, home, settings, memory, core), registry, metrics));
    }

    private Freshet.Addition addition(
            Freshet core, CheckedHome checked, ServiceBeans beans, PrometheusMeterRegistry registry, Metrics metrics) {
        reload = new Reload(home, core, memory, settings.service().stopPatience(), this::isReady);
        findings = beans.findings();
        Map<String, Object> all = new HashMap<>(beans.forHttp(others));
        all.putAll(beans.forHealth(registry, metrics, findings, this::findings));
        all.put("history", history);
        all.put("reload", reload);
        all.put("watches", watches);
        all.put(
                "watching",
                new Watching(
                        watches, memory.documents(), core::pass, core.passes()::documentsWaiting, Clock.systemUTC()));
        all.put("forgetting", new Forgetting(memory, core.catalog()::has));
        all.put("housekeeping", new Housekeeping(memory, settings, Clock.systemUTC()));
        Map<String, String> properties = Map.of("freshet.alert.mail.endpoint", AlertMail.endpoint(settings.alert()));
        return new Freshet.Addition(checked.service(), all, properties, http);
    }

    /** What is wrong with this store and with the others. */
    private List<Finding> findings(Instant now) {
        List<Finding> all = new ArrayList<>(findings.now(now));
        others.forEach(other -> all.addAll(other.findings(now)));
        return all;
    }

    /** When the last complete pass over a source began. */
    private Optional<Instant> lastLook(String source) {
        return memory.runs()
                .lastCompleted(source, List.of("sync", "full", "rebuild"))
                .map(Run::startedAt);
    }

    /** Starts everything, and the passes that were missed while nothing ran. */
    public void start() {
        Instant now = Instant.now();
        memory.sources().bringBack(now);
        // before anything could be in the middle of a write
        freshet.storeGuard().look(sources());
        freshet.start();
        clockWatch.start();
        ready = true;
        LOG.info(
                "Freshet{} listens on {}",
                memory.name().isEmpty() ? "" : " (store " + memory.name() + ")",
                http.address());
        new MissedPasses(freshet, memory).begin(now);
    }

    /** Schedules and ages count from the clock's new time. */
    void clockSetBack(Duration by) {
        Instant now = Instant.now();
        startedAt = startedAt.isAfter(now) ? now : startedAt;
        memory.sources().bringBack(now);
        freshet.engine().clockSetBack(by);
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public List<String> sources() {
        return freshet.catalog().ids();
    }

    @Override
    public Passes passes() {
        return freshet.passes();
    }

    @Override
    public Wish pass(String source, PassRequest request) {
        return freshet.pass(source, request);
    }

    @Override
    public Optional<Instant> nextRun(String source) {
        return freshet.engine().nextPass(source);
    }

    @Override
    public Duration maxAge(String source) {
        return freshet.engine().maxAge(source).orElse(settings.service().maxAge());
    }

    @Override
    public boolean isWatched(String source) {
        return watches.isWatched(source);
    }

    @Override
    public Map<String, String> damages() {
        return freshet.storeGuard().damages();
    }

    @Override
    public List<Problem> problems() {
        return reload.problems();
    }

    /** Writes the figures of each source down now, as it is done once a minute. */
    public void sample() {
        history.sample();
    }

    /** The port that HTTP is answered on. */
    public int port() {
        return http.port();
    }

    /**
     * Stops: begins nothing more and lets the documents in hand finish.
     *
     * @return whether they did within the time that the home allows; where not, {@link #close} must not be called
     */
    public boolean stop() throws InterruptedException {
        ready = false;
        freshet.engine().pauseSchedules();
        Duration patience = settings.service().stopPatience();
        LOG.info("Freshet is stopping; documents in hand have {} s to finish.", patience.toSeconds());
        return freshet.passes().stop(patience);
    }

    @Override
    public void close() {
        clockWatch.close();
        freshet.close();
    }
}
