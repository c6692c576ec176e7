package dev.freshet.camel;

import dev.freshet.camel.http.AddressInUseException;
import dev.freshet.camel.http.HttpServer;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.MissingDocuments;
import dev.freshet.pass.Pass;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.pass.Passes;
import dev.freshet.rights.Rights;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Camel, with the routes of a home and the beans that they name. Quartz is the only clock: a schedule and a command start
 * a pass by the same job.
 */
public final class Engine implements AutoCloseable {

    /** A running pass holds a thread of the clock: with Quartz's own 10, as many long passes would stop every other. */
    private static final Map<String, String> QUARTZ =
            Map.of("org.quartz.threadPool.threadCount", "50", "org.quartz.jobStore.misfireThreshold", "60000");

    /**
     * Camel itself waits for an answer without end, in ms: one silent server would hold a pass for ever. Its client asks a
     * second time after 429 and 503, which neither a budget nor a count of calls would know of.
     */
    private static final Map<String, String> HTTP = Map.of(
            "connect-timeout", "30000",
            "so-timeout", "60000",
            "response-timeout", "60000",
            "automatic-retries-disabled", "true");

    /** What is still in a route when the engine is closed, in s. No pass is: those end before. */
    private static final int CLOSING = 5;

    private final Main main = new Main();
    private final StartFailure failures;
    private final @Nullable HttpServer http;
    private final Schedules schedules;
    private final Passes passes;
    private @Nullable ProducerTemplate deletions;

    /**
     * What an engine is made of.
     *
     * @param routes Camel resource locations, one a file
     * @param kameletFolders Camel resource locations, the first before the next
     * @param beans by the name that routes use
     * @param properties for placeholders in routes, and options of Camel itself
     * @param passes what the schedules ask for passes
     * @param http what answers clients; null = nothing listens
     * @param scheduled whether schedules are followed; otherwise only {@link #fire} starts a pass
     * @param rights what routes may use
     */
    public record Setup(
            List<String> routes,
            List<String> kameletFolders,
            Map<String, Object> beans,
            Map<String, String> properties,
            Passes passes,
            @Nullable HttpServer http,
            boolean scheduled,
            Rights rights) {}

    public Engine(Setup setup) {
        http = setup.http();
        schedules = new Schedules(setup.scheduled());
        passes = setup.passes();
        failures = new StartFailure(setup.routes(), setup.beans().keySet());
        setup.beans().forEach(main::bind);
        setup.properties().forEach(main::addOverrideProperty);
        main.addOverrideProperty("camel.component.kamelet.location", String.join(",", setup.kameletFolders()));
        main.bind("quartzProperties", QUARTZ);
        main.addOverrideProperty("camel.component.quartz.properties-ref", "quartzProperties");
        main.addOverrideProperty("camel.component.quartz.enable-jmx", "false");
        for (String scheme : List.of("http", "https")) {
            main.bind(scheme, new LimitedHttp());
            HTTP.forEach((name, value) -> main.addInitialProperty("camel.component." + scheme + "." + name, value));
        }
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure()
                .withRoutesIncludePattern(String.join(",", setup.routes()))
                .withJmxEnabled(false)
                .withShutdownTimeout(CLOSING)
                .withShutdownLogInflightExchangesOnTimeout(false);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport support) {
                new RightsNet(setup.rights()).addTo(main.getCamelContext());
            }

            @Override
            public void afterConfigure(BaseMainSupport support) {
                main.getCamelContext()
                        .getRegistry()
                        .bindAsPrototype(
                                "schedule", PassSchedule.class, () -> new PassSchedule(setup.passes(), schedules));
                main.getCamelContext().getCamelContextExtension().registerEndpointCallback(LateBucket::put);
                if (http != null) {
                    http.addTo(main.getCamelContext());
                }
            }
        });
    }

    private Scheduler scheduler() {
        return main.getCamelContext()
                .getComponent("quartz", QuartzComponent.class)
                .getScheduler();
    }

    /**
     * Starts all routes.
     *
     * @throws EngineException if a route can't be built; nothing runs then
     * @throws AddressInUseException if nothing can listen where it should; nothing runs then
     */
    public void start() {
        try {
            main.start();
        } catch (Exception e) {
            close();
            throw AddressInUseException.in(e)
                    .<RuntimeException>map(taken -> taken)
                    .orElseGet(() -> failures.explain(e));
        }
        if (main.getCamelContext().getRoutesSize() == 0) {
            close();
            throw new EngineException("0 routes were started. Are there files in routes/sources?", null);
        }
        refuseDeadEnds();
        if (http != null) {
            http.started(main.getCamelContext());
        }
    }

    /** A message to a {@code direct:} that no route begins with would wait, and its document fail much later. */
    private void refuseDeadEnds() {
        String dead = live().deadEnds().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        if (!dead.isEmpty()) {
            close();
            throw new EngineException(
                    "A route sends to " + dead + ", and no route begins with it. Correct the name; documents go to"
                            + " 'direct:ingest'.\nNothing was started.",
                    null);
        }
    }

    /** Its routes, to be exchanged while it runs. */
    public LiveRoutes live() {
        return new LiveRoutes((ModelCamelContext) main.getCamelContext(), failures, passes, schedules);
    }

    /** Begins the pass over a source that was asked for first, and looks beside the one that runs. */
    public void fire(String source) {
        schedule(source).fireNow();
    }

    /** Begins the pass over a source that was asked for first within the home's jitter, as its schedule would. */
    public void fireSoon(String source) {
        schedule(source).fireSoon();
    }

    private PassSchedule schedule(String source) {
        return schedules
                .of(source)
                .orElseThrow(() -> new IllegalStateException(
                        "Source " + source + " has no schedule. Its 'from' needs scheduler: \"#schedule\"."));
    }

    /** Whether a pass of this kind was due between two moments. */
    public boolean missed(String source, Kind kind, Instant since, Instant now) {
        return schedule(source).missed(kind, since, now);
    }

    /** When the clock looks at a source next; empty where it never will. */
    public Optional<Instant> nextPass(String source) {
        return schedules.of(source).flatMap(PassSchedule::next);
    }

    /** Age of the last complete pass from which on a source is stale, where its own file says. */
    public Optional<Duration> maxAge(String source) {
        return schedules.of(source).flatMap(PassSchedule::maxAge);
    }

    /** Stops the clock; what runs goes on. */
    public void pauseSchedules() {
        try {
            scheduler().pauseJobs(GroupMatcher.jobGroupEquals(SourceJobs.GROUP));
        } catch (SchedulerException e) {
            throw new IllegalStateException("The schedules can't be stopped: " + e.getMessage(), e);
        }
    }

    /** Has all schedules follow the machine's clock, which was set back by so much. */
    public void clockSetBack(Duration by) {
        SetBack.follow(scheduler(), by);
    }

    /** Sends documents that are gone down the pipeline, and returns when they are deleted: together or, if that fails, alone. */
    public void delete(Pass pass, List<DocumentKey> keys) {
        Exchange done = deletions().send("direct:ingest", exchange -> {
            exchange.setProperty(Headers.PASS, pass);
            exchange.getMessage().setBody(new MissingDocuments(keys));
        });
        if (done.getException() != null) {
            pass.breakDown(done.getException());
        } else if (done.getProperty(Headers.ONE_BY_ONE) != null) {
            keys.forEach(key -> delete(pass, List.of(key)));
        }
    }

    private synchronized ProducerTemplate deletions() {
        if (deletions == null) {
            deletions = main.getCamelContext().createProducerTemplate();
        }
        return deletions;
    }

    @Override
    public void close() {
        main.stop();
    }
}
