package dev.freshet.camel;

import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.pass.StoppingException;
import dev.freshet.state.DatabaseException;
import java.util.Objects;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the passes of one source, one after the other. A firing that names a kind of pass is the clock's. */
@DisallowConcurrentExecution
public final class PassJob implements Job {

    static final String SCHEDULE = "schedule";
    static final String KIND = "kind";

    private static final Logger LOG = LoggerFactory.getLogger(PassJob.class);

    @Override
    public void execute(JobExecutionContext firing) {
        JobDataMap data = firing.getMergedJobDataMap();
        PassSchedule schedule = (PassSchedule) Objects.requireNonNull(data.get(SCHEDULE));
        String kind = data.getString(KIND);
        try {
            if (kind == null) {
                schedule.poll();
            } else {
                schedule.fireByClock(Kind.valueOf(kind));
            }
        } catch (StoppingException e) {
            LOG.debug("{} is not looked at any more", schedule.source(), e);
        } catch (RuntimeException e) {
            String meaning = DatabaseException.meaning(e).orElseThrow(() -> e);
            LOG.error("No pass over {} could be asked for. {}", schedule.source(), meaning);
        }
    }
}
