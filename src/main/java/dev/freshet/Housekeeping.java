package dev.freshet;

import dev.freshet.config.Settings;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code housekeeping}: forgets what the home says is too old to keep, so that a service can run for years. */
public final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Memory memory;
    private final Settings settings;
    private final Clock clock;

    Housekeeping(Memory memory, Settings settings, Clock clock) {
        this.memory = memory;
        this.settings = settings;
        this.clock = clock;
    }

    /** Does all of it. */
    public void tidy() {
        Instant now = clock.instant();
        Instant limit = now.minus(settings.service().keepRuns());
        int runs = memory.runs().forgetEndedBefore(limit);
        int incidents = memory.incidents().forgetClosedBefore(limit);
        int samples = memory.samples().forgetBefore(limit);
        int vectors =
                memory.embeddings().forgetUnusedSince(now.minus(settings.cache().keep()));
        memory.tidy();
        LOG.info(
                "Housekeeping: {} run(s), {} incident(s), {} sample(s) and {} unused vector(s) were too old and are gone.",
                runs,
                incidents,
                samples,
                vectors);
    }
}
