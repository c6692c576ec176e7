package dev.freshet.camel;

import dev.freshet.document.DocumentKey;
import dev.freshet.document.MissingDocument;
import dev.freshet.pass.Pass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.pollconsumer.quartz.QuartzScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Camel, with the routes of a home and the beans that they name. Quartz is the only clock: a schedule and a command start
 * a pass by the same job.
 */
public final class Engine implements AutoCloseable {

    /** Group in which camel-quartz keeps the triggers of polling consumers. */
    private static final String TRIGGERS = new QuartzScheduledPollConsumerScheduler().getTriggerGroup();

    private final Main main = new Main();
    private final StartFailure failures;
    private @Nullable ProducerTemplate deletions;

    /**
     * What an engine is made of.
     *
     * @param routes Camel resource locations, one a file
     * @param kameletFolders Camel resource locations, the first before the next
     * @param beans by the name that routes use
     * @param properties for placeholders in routes, and options of Camel itself
     * @param scheduled whether schedules are followed; otherwise only {@link #fire} starts a pass
     */
    public record Setup(
            List<String> routes,
            List<String> kameletFolders,
            Map<String, Object> beans,
            Map<String, String> properties,
            boolean scheduled) {}

    public Engine(Setup setup) {
        failures = new StartFailure(setup.routes(), setup.beans().keySet());
        setup.beans().forEach(main::bind);
        setup.properties().forEach(main::addOverrideProperty);
        main.addOverrideProperty("camel.component.kamelet.location", String.join(",", setup.kameletFolders()));
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure()
                .withRoutesIncludePattern(String.join(",", setup.routes()))
                .withJmxEnabled(false);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport support) {
                if (!setup.scheduled()) {
                    holdSchedules();
                }
            }
        });
    }

    private void holdSchedules() {
        quartz().addScheduleInitTask(scheduler -> scheduler.pauseTriggers(GroupMatcher.triggerGroupEquals(TRIGGERS)));
    }

    private QuartzComponent quartz() {
        return main.getCamelContext().getComponent("quartz", QuartzComponent.class);
    }

    private Scheduler scheduler() {
        return quartz().getScheduler();
    }

    /**
     * Starts all routes.
     *
     * @throws EngineException if a route can't be built; nothing runs then
     */
    public void start() {
        try {
            main.start();
        } catch (Exception e) {
            close();
            throw failures.explain(e);
        }
        if (main.getCamelContext().getRoutesSize() == 0) {
            close();
            throw new EngineException("0 routes were started. Are there files in routes/sources?", null);
        }
        refuseDeadEnds();
    }

    /** A message to a {@code direct:} that no route begins with would wait, and its document fail much later. */
    private void refuseDeadEnds() {
        Set<String> begun = main.getCamelContext().getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointUri())
                .collect(Collectors.toSet());
        String dead = main.getCamelContext().getEndpoints().stream()
                .filter(DirectEndpoint.class::isInstance)
                .map(Endpoint::getEndpointUri)
                .filter(uri -> !begun.contains(uri))
                .sorted()
                .map(uri -> "'" + uri.replace("://", ":") + "'")
                .collect(Collectors.joining(", "));
        if (!dead.isEmpty()) {
            close();
            throw new EngineException(
                    "A route sends to " + dead + ", and no route begins with it. Correct the name; documents go to"
                            + " 'direct:ingest'.\nNothing was started.",
                    null);
        }
    }

    /** Starts a pass over a source now, as its schedule would. */
    public void fire(String source) {
        try {
            scheduler().triggerJob(job(source));
        } catch (SchedulerException e) {
            throw new IllegalStateException("A pass over " + source + " can't be started: " + e.getMessage(), e);
        }
    }

    private JobKey job(String source) throws SchedulerException {
        for (TriggerKey key : scheduler().getTriggerKeys(GroupMatcher.triggerGroupEquals(TRIGGERS))) {
            JobKey job = scheduler().getTrigger(key).getJobKey();
            Consumer consumer = consumer(scheduler().getJobDetail(job).getJobDataMap());
            if (consumer != null && SourceName.of(consumer).equals(source)) {
                return job;
            }
        }
        throw new IllegalStateException("Source " + source + " has no schedule. Its 'from' needs scheduler: quartz.");
    }

    private @Nullable Consumer consumer(Map<String, Object> job) {
        if (job.get("task") instanceof ScheduledPollConsumer task) {
            return task;
        }
        Route route = main.getCamelContext().getRoute((String) job.get("routeId"));
        return route == null ? null : route.getConsumer();
    }

    /** Sends a deletion down the pipeline and returns when it is done. */
    public void delete(Pass pass, DocumentKey key) {
        Exchange done = deletions().send("direct:ingest", exchange -> {
            exchange.setProperty(Headers.PASS, pass);
            exchange.getMessage().setBody(new MissingDocument(key));
        });
        if (done.getException() != null) {
            pass.breakDown(done.getException());
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
