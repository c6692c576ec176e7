package dev.freshet.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.quartz.CronTrigger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Has Quartz follow a clock that was set back. A trigger keeps the moment at which it fires next: after a day back, one that
 * fires every minute would be silent for a day.
 */
final class SetBack {

    private SetBack() {}

    /** Every trigger fires after the time that it would have fired after; a cron expression, when the new time says so. */
    static void follow(Scheduler scheduler, Duration by) {
        try {
            for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
                Trigger trigger = scheduler.getTrigger(key);
                if (trigger != null && trigger.getNextFireTime() != null) {
                    scheduler.rescheduleJob(key, following(trigger, by));
                }
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("The schedules can't follow the clock: " + e.getMessage(), e);
        }
    }

    private static Trigger following(Trigger trigger, Duration by) {
        Instant first = trigger instanceof CronTrigger
                ? Instant.now()
                : trigger.getNextFireTime().toInstant().minus(by);
        return trigger.getTriggerBuilder().startAt(Date.from(first)).build();
    }
}
