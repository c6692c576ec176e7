package dev.freshet.camel;

import dev.freshet.config.DurationText;
import dev.freshet.pass.PassRequest.Kind;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.ScheduleBuilder;
import org.quartz.SimpleScheduleBuilder;

/**
 * When a source is looked at, and how closely.
 *
 * @param crons Quartz cron expressions by kind of pass; blank = none
 * @param every interval of plain passes where they have no cron expression; blank = none
 * @param timeZone in which the cron expressions are read; blank = the machine's
 */
record Timetable(Map<Kind, String> crons, String every, String timeZone) {

    /** Empty where this kind of pass isn't scheduled. What was missed while nothing ran is fired once. */
    Optional<ScheduleBuilder<?>> schedule(Kind kind) {
        if (hasCron(kind)) {
            return Optional.of(CronScheduleBuilder.cronSchedule(cron(kind))
                    .inTimeZone(zone())
                    .withMisfireHandlingInstructionFireAndProceed());
        }
        return interval(kind)
                .map(interval -> SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(interval.toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNowWithRemainingCount());
    }

    private boolean hasCron(Kind kind) {
        return !cron(kind).isBlank();
    }

    /** In a uri, a plus stands for a space. */
    private String cron(Kind kind) {
        return crons.getOrDefault(kind, "").replace('+', ' ');
    }

    /** The interval of plain passes; empty where a cron expression or nothing says when they are. */
    Optional<Duration> interval(Kind kind) {
        return kind == Kind.SYNC && !hasCron(kind) && !every.isBlank()
                ? Optional.of(DurationText.parse(every))
                : Optional.empty();
    }

    private TimeZone zone() {
        return timeZone.isBlank() ? TimeZone.getDefault() : TimeZone.getTimeZone(ZoneId.of(timeZone));
    }

    /** Whether a pass of this kind was due between two moments. */
    boolean missed(Kind kind, Instant since, Instant now) {
        if (hasCron(kind)) {
            Date next = expression(cron(kind)).getTimeAfter(Date.from(since));
            return next != null && !next.toInstant().isAfter(now);
        }
        return interval(kind)
                .map(interval -> !since.plus(interval).isAfter(now))
                .orElse(false);
    }

    private CronExpression expression(String text) {
        try {
            CronExpression parsed = new CronExpression(text);
            parsed.setTimeZone(zone());
            return parsed;
        } catch (ParseException e) {
            throw new IllegalStateException("'" + text + "' was accepted and is no cron expression", e);
        }
    }
}
