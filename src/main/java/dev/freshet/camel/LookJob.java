package dev.freshet.camel;

import java.util.Objects;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** Runs the looks at single documents that wait, beside the pass over their source, one after the other. */
@DisallowConcurrentExecution
public final class LookJob implements Job {

    @Override
    public void execute(JobExecutionContext firing) throws JobExecutionException {
        Object schedule = firing.getMergedJobDataMap().get(PassJob.SCHEDULE);
        try {
            ((PassSchedule) Objects.requireNonNull(schedule)).look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobExecutionException(e);
        }
    }
}
