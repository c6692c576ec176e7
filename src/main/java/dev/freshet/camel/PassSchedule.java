package dev.freshet.camel;

import dev.freshet.config.DurationText;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.pass.Passes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/**
 * Bean {@code schedule}, one instance a source: says when the source is looked at. Camel's own Quartz scheduler knows one
 * cron expression and fires a poll; this one knows several, and what each asks of the pass.
 */
public final class PassSchedule extends ServiceSupport implements ScheduledPollConsumerScheduler {

    private static final String NONE = "";

    private final Passes passes;
    private final Schedules schedules;

    @SuppressWarnings("NullAway.Init") // Camel calls the setters and onInit before it starts this
    private CamelContext context;

    @SuppressWarnings("NullAway.Init")
    private String source;

    @SuppressWarnings("NullAway.Init")
    private Runnable poll;

    @SuppressWarnings("NullAway.Init") // made at the start
    private SourceJobs jobs;

    private @Nullable Looking looking;

    private String cron = NONE;
    private String every = NONE;
    private String timeZone = NONE;
    private String reconcile = NONE;
    private String rebuild = NONE;
    private String jitter = "0ms";
    private String maxAge = NONE;

    PassSchedule(Passes passes, Schedules schedules) {
        this.passes = passes;
        this.schedules = schedules;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void onInit(Consumer consumer) {
        source = SourceName.of(consumer);
        looking = consumer instanceof Looking able ? able : null;
    }

    String source() {
        return source;
    }

    @Override
    public void scheduleTask(Runnable task) {
        poll = task;
    }

    @Override
    public void unscheduleTask() {
        try {
            schedules.remove(this);
            new SourceJobs(scheduler(), source).remove();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The schedule of " + source + " can't be removed: " + e.getMessage(), e);
        }
    }

    @Override
    public void startScheduler() {
        // Camel's component starts Quartz.
    }

    @Override
    public boolean isSchedulerStarted() {
        return isStarted();
    }

    private Scheduler scheduler() {
        return context.getComponent("quartz", QuartzComponent.class).getScheduler();
    }

    @Override
    protected void doStart() throws Exception {
        jobs = new SourceJobs(scheduler(), source);
        jobs.add(this);
        if (schedules.areFollowed()) {
            for (Kind kind : Kind.values()) {
                follow(kind);
            }
        }
        schedules.add(this);
    }

    private void follow(Kind kind) throws SchedulerException {
        Optional<ScheduleBuilder<?>> schedule = timetable().schedule(kind);
        if (schedule.isPresent()) {
            Instant first = Instant.now().plus(timetable().interval(kind).orElse(Duration.ZERO));
            jobs.follow(kind, schedule.get(), first);
        }
    }

    private Timetable timetable() {
        return new Timetable(Map.of(Kind.SYNC, cron, Kind.FULL, reconcile, Kind.REBUILD, rebuild), every, timeZone);
    }

    /** What the clock does. */
    void fireByClock(Kind kind) {
        passes.request(source, new PassRequest(kind, "schedule", 0));
        fireSoon();
    }

    /** Begins the pass that was asked for first a random time later, so that many sources don't begin together. */
    void fireSoon() {
        long latest = DurationText.parse(jitter).toMillis();
        jobs.firePass(
                Duration.ofMillis(latest == 0 ? 0 : ThreadLocalRandom.current().nextLong(latest + 1)));
    }

    /** Begins the pass that was asked for first after the one that runs, and what may run beside it at once. */
    void fireNow() {
        jobs.firePass(Duration.ZERO);
        fireLooks();
    }

    /** Begins the looks that wait, where they may run beside a pass. */
    void fireLooks() {
        if (looking != null && passes.documentsWaiting(source) > 0) {
            jobs.fireLooks();
        }
    }

    /** Fires no more; what was fired goes on. */
    void pause() throws SchedulerException {
        jobs.pause();
    }

    /** Runs the looks that wait, while a pass runs which they may run beside. */
    void look() throws InterruptedException {
        if (looking != null) {
            new Looks(passes, source, looking).run();
        }
    }

    void poll() {
        poll.run();
    }

    /** When the clock fires next; empty without a schedule. */
    Optional<Instant> next() {
        try {
            return jobs.next();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The schedule of " + source + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Whether a pass of this kind was due between two moments. */
    boolean missed(Kind kind, Instant since, Instant now) {
        return timetable().missed(kind, since, now);
    }

    public void setCron(@Nullable String cron) {
        this.cron = Objects.requireNonNullElse(cron, NONE);
    }

    public void setEvery(@Nullable String every) {
        this.every = Objects.requireNonNullElse(every, NONE);
    }

    public void setTimeZone(@Nullable String timeZone) {
        this.timeZone = Objects.requireNonNullElse(timeZone, NONE);
    }

    public void setReconcile(@Nullable String reconcile) {
        this.reconcile = Objects.requireNonNullElse(reconcile, NONE);
    }

    public void setRebuild(@Nullable String rebuild) {
        this.rebuild = Objects.requireNonNullElse(rebuild, NONE);
    }

    /** Age of the last complete pass from which on the source is stale; blank = the home's option says. */
    public void setMaxAge(@Nullable String maxAge) {
        this.maxAge = Objects.requireNonNullElse(maxAge, NONE);
    }

    Optional<Duration> maxAge() {
        return maxAge.isBlank() ? Optional.empty() : Optional.of(DurationText.parse(maxAge));
    }

    public void setJitter(String jitter) {
        this.jitter = jitter;
    }
}
