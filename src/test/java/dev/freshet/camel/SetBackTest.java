package dev.freshet.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;

/** Promise: after the clock was set back by a day, nothing waits for a day. */
class SetBackTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final TriggerKey KEY = new TriggerKey("looks");

    private Scheduler scheduler;

    /** Says that it was fired. */
    public static final class Firing implements Job {

        private static CountDownLatch fired = new CountDownLatch(1);

        @Override
        public void execute(JobExecutionContext context) {
            fired.countDown();
        }
    }

    @BeforeEach
    void make() throws SchedulerException {
        Properties properties = new Properties();
        properties.put("org.quartz.scheduler.instanceName", "set-back");
        properties.put("org.quartz.threadPool.threadCount", "1");
        scheduler = new StdSchedulerFactory(properties).getScheduler();
        Firing.fired = new CountDownLatch(1);
    }

    @AfterEach
    void stop() throws SchedulerException {
        scheduler.shutdown(true);
    }

    /** As it stands when the clock is back by a day: the trigger fires when the old clock would have said so. */
    private void schedule(ScheduleBuilder<?> schedule, Instant first) throws SchedulerException {
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(KEY)
                .withSchedule(schedule)
                .startAt(Date.from(first))
                .build();
        scheduler.scheduleJob(JobBuilder.newJob(Firing.class).build(), trigger);
    }

    private Instant next() throws SchedulerException {
        return scheduler.getTrigger(KEY).getNextFireTime().toInstant();
    }

    @Test
    void an_interval_goes_on_after_what_was_left_of_it() throws SchedulerException {
        Instant left = Instant.now().plusSeconds(600);
        schedule(SimpleScheduleBuilder.repeatMinutelyForever(15), left.plus(DAY));

        SetBack.follow(scheduler, DAY);

        assertThat(Duration.between(left, next()).abs()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_cron_expression_fires_when_the_new_time_says_so() throws SchedulerException {
        schedule(CronScheduleBuilder.cronSchedule("0 * * * * ?"), Instant.now().plus(DAY));

        SetBack.follow(scheduler, DAY);

        assertThat(Duration.between(Instant.now(), next())).isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(60));
    }

    /** Quartz sleeps until the next firing, and must hear that it is sooner. */
    @Test
    void a_clock_that_sleeps_already_is_woken() throws SchedulerException {
        schedule(SimpleScheduleBuilder.repeatSecondlyForever(), Instant.now().plus(DAY));
        scheduler.start();
        assertThat(Firing.fired.getCount()).isEqualTo(1);

        SetBack.follow(scheduler, DAY);

        await().untilAsserted(() -> assertThat(Firing.fired.getCount()).isZero());
    }

    @Test
    void a_pass_that_was_asked_for_and_waits_for_its_moment_is_not_lost() throws SchedulerException {
        schedule(SimpleScheduleBuilder.simpleSchedule(), Instant.now().plus(DAY));
        scheduler.start();

        SetBack.follow(scheduler, DAY);

        await().untilAsserted(() -> assertThat(Firing.fired.getCount()).isZero());
    }
}
