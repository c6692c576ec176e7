package dev.freshet.camel;

import dev.freshet.pass.PassRequest.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/** The Quartz jobs of one source: one for its passes, and one for the looks beside them. Neither runs beside itself. */
final class SourceJobs {

    static final String GROUP = "passes";

    private final Scheduler scheduler;
    private final String source;
    private final JobKey passes;
    private final JobKey looks;
    private final List<TriggerKey> triggers = new CopyOnWriteArrayList<>();

    SourceJobs(Scheduler scheduler, String source) {
        this.scheduler = scheduler;
        this.source = source;
        this.passes = new JobKey(source, GROUP);
        // A source's id has no space
        this.looks = new JobKey(source + " looks", GROUP);
    }

    void add(PassSchedule schedule) throws SchedulerException {
        add(PassJob.class, passes, schedule);
        add(LookJob.class, looks, schedule);
    }

    private void add(Class<? extends Job> job, JobKey key, PassSchedule schedule) throws SchedulerException {
        JobDataMap data = new JobDataMap();
        data.put(PassJob.SCHEDULE, schedule);
        scheduler.addJob(
                JobBuilder.newJob(job)
                        .withIdentity(key)
                        .storeDurably()
                        .usingJobData(data)
                        .build(),
                true);
    }

    private boolean isStopped() {
        try {
            return scheduler.isShutdown();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler doesn't say whether it runs: " + e.getMessage(), e);
        }
    }

    void remove() throws SchedulerException {
        if (!isStopped()) {
            scheduler.deleteJobs(List.of(passes, looks));
        }
    }

    /** Fires no more; what was fired goes on. */
    void pause() throws SchedulerException {
        scheduler.pauseJob(passes);
        scheduler.pauseJob(looks);
    }

    /** Has the clock ask for passes of a kind. */
    void follow(Kind kind, ScheduleBuilder<?> schedule, Instant first) throws SchedulerException {
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(new TriggerKey(source + " " + kind.text(), GROUP))
                .forJob(passes)
                .usingJobData(PassJob.KIND, kind.name())
                .withSchedule(schedule)
                .startAt(Date.from(first))
                .build();
        scheduler.scheduleJob(trigger);
        triggers.add(trigger.getKey());
    }

    /** Begins the pass that was asked for first, after the one that runs. */
    void firePass(Duration delay) {
        fire(passes, delay);
    }

    /** Begins the looks that may run beside a pass, if one runs. A service that stops looks at nothing more. */
    void fireLooks() {
        if (!isStopped()) {
            fire(looks, Duration.ZERO);
        }
    }

    private void fire(JobKey job, Duration delay) {
        try {
            scheduler.scheduleJob(TriggerBuilder.newTrigger()
                    .forJob(job)
                    .startAt(Date.from(Instant.now().plus(delay)))
                    .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                    .build());
        } catch (SchedulerException e) {
            throw new IllegalStateException("A pass over " + source + " can't be started: " + e.getMessage(), e);
        }
    }

    /** When the clock fires next; empty without a schedule. */
    Optional<Instant> next() throws SchedulerException {
        Instant earliest = null;
        for (TriggerKey key : triggers) {
            Instant next = next(scheduler.getTrigger(key));
            if (next != null && (earliest == null || next.isBefore(earliest))) {
                earliest = next;
            }
        }
        return Optional.ofNullable(earliest);
    }

    private static @Nullable Instant next(@Nullable Trigger trigger) {
        Date next = trigger == null ? null : trigger.getNextFireTime();
        return next == null ? null : next.toInstant();
    }
}
