package dev.freshet.pass;

import dev.freshet.change.DeletionGuard;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person reads about the end of a run. */
final class Messages {

    private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

    private Messages() {}

    static String tooManyDeletions(Pass pass, long gone, long known, DeletionGuard guard) {
        return ("%d of the %d documents of %s are gone from the source, more than %d and more than %d %%. Nothing was"
                        + " deleted. Look at the source; if they should go, run: freshet sync --approve %d")
                .formatted(gone, known, pass.source(), guard.documents(), guard.percent(), pass.run());
    }

    static String emptySource(Pass pass, long known) {
        return ("%s lists no document at all, and %d are indexed: an empty mount looks like this. Nothing was deleted."
                        + " Look at the source; if it should be empty, run: freshet sync --approve %d")
                .formatted(pass.source(), known, pass.run());
    }

    static void log(Run run) {
        Counts counts = run.counts();
        Instant end = Objects.requireNonNull(run.completedAt());
        String summary =
                "Run %d of %s %s: %d added, %d updated, %d deleted, %d unchanged, %d failed, %d excluded in %d ms."
                        .formatted(
                                run.id(),
                                run.source(),
                                run.status().text(),
                                counts.added(),
                                counts.updated(),
                                counts.deleted(),
                                counts.unchanged(),
                                counts.failed(),
                                counts.excluded(),
                                Duration.between(run.startedAt(), end).toMillis());
        switch (run.status()) {
            case FAILED, HELD -> LOG.error("{} {}", summary, run.message());
            case RUNNING, COMPLETED, INTERRUPTED -> LOG.info("{}", summary);
        }
    }
}
