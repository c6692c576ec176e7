package dev.freshet.pass;

import dev.freshet.change.DeletionGuard;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Times;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person reads about the end of a run. */
final class Messages {

    private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

    private Messages() {}

    static String tooManyDeletions(Pass pass, Sweep.Toll toll, long known, DeletionGuard guard) {
        long moved = toll.gone() - toll.lost();
        return ("%d of the %d documents of %s are gone from the source%s, more than %d and more than %d %%. Nothing was"
                        + " deleted. Look at the source; ")
                .formatted(
                        toll.gone(),
                        known,
                        pass.source(),
                        moved == 0 ? "" : " (" + moved + " of them came back under another name)",
                        guard.documents(),
                        guard.percent());
    }

    static String emptySource(Pass pass, long known) {
        return ("%s lists no document at all, and %d are indexed: an empty mount looks like this. Nothing was deleted."
                        + " Look at the source; ")
                .formatted(pass.source(), known);
    }

    /** The way out of a held run, the end of the messages above. */
    static String approval(Pass pass, PassRecords records) {
        if (records.arePlans()) {
            return "if they should go, let sync hold its run and approve that one.";
        }
        String store = records.store().isEmpty() ? "" : " --store " + records.store();
        return "if they should go, run: freshet sync" + store + " --approve " + pass.run();
    }

    private static String named(String source, PassRecords records) {
        return records.store().isEmpty() ? source : source + " (store " + records.store() + ")";
    }

    static String interrupted() {
        return "Freshet was stopped, or the source changed, before the pass was at its end. Nothing was deleted that is not"
                + " gone; the next pass goes on.";
    }

    static void logBegin(Pass pass, PassRecords records) {
        PassRequest request = pass.request();
        LOG.info(
                "Run {} of {} began ({}, {}).",
                pass.run(),
                named(pass.source(), records),
                request.kind().text(),
                request.trigger());
    }

    static void log(Run run, PassRecords records) {
        Counts counts = run.counts();
        Instant end = Objects.requireNonNull(run.completedAt());
        String summary =
                "Run %d of %s %s: %d added, %d updated, %d deleted, %d unchanged, %d failed, %d excluded in %d ms."
                        .formatted(
                                run.id(),
                                named(run.source(), records),
                                run.status().text(),
                                counts.added(),
                                counts.updated(),
                                counts.deleted(),
                                counts.unchanged(),
                                counts.failed(),
                                counts.excluded(),
                                Times.between(run.startedAt(), end).toMillis());
        switch (run.status()) {
            case FAILED, HELD -> LOG.error("{} {}", summary, run.message());
            case WAITING, RUNNING, COMPLETED, INTERRUPTED -> LOG.info("{}", summary);
        }
    }
}
