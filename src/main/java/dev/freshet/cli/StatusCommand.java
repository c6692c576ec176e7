package dev.freshet.cli;

import dev.freshet.Memory;
import dev.freshet.state.Documents.Failure;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.state.Times;
import dev.freshet.store.StoreCounts;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code freshet status}. */
@Command(name = "status", description = "Shows each source with its documents, failures, last run and age.")
final class StatusCommand extends HomeCommand {

    private static final int FAILURES_SHOWN = 100;

    /**
     * What {@code status --json} prints. Its names are a contract.
     *
     * @param totalDocuments indexed documents
     * @param totalChunks as the store has them
     * @param failures the first 100
     */
    record Report(
            long totalDocuments,
            long totalChunks,
            long failedDocuments,
            @Nullable String lastIngestion,
            List<SourceLine> sources,
            List<FailureLine> failures) {}

    /** One source. {@code empty} documents are indexed and have no text. {@code ageSeconds} counts from the last complete pass; null = there was none. */
    record SourceLine(
            String source,
            String kind,
            long documents,
            long chunks,
            long empty,
            long failed,
            long quarantined,
            @Nullable String lastCompletePass,
            @Nullable Long ageSeconds,
            SyncReport.@Nullable RunLine lastRun) {}

    /** One failed document. */
    record FailureLine(
            String source,
            String document,
            String status,
            String stage,
            String error,
            int attempts,
            @Nullable String nextAttemptAt) {

        static FailureLine of(Failure failure) {
            return new FailureLine(
                    failure.key().source(),
                    failure.key().document(),
                    failure.status().text(),
                    failure.stage(),
                    failure.error(),
                    failure.attempts(),
                    Times.format(failure.nextAttemptAt()));
        }
    }

    @Override
    public Integer call() {
        Logging.quiet();
        try (Memory memory = Memory.forReading(freshet.home())) {
            if (freshet.json) {
                Json.print(out(), report(memory, Instant.now()));
            } else {
                print(memory, out(), Instant.now());
            }
            return ExitCode.OK;
        }
    }

    private static Report report(Memory memory, Instant now) {
        List<SourceFigures> figures = memory.sources().figures();
        StoreCounts store = memory.store().counts();
        return new Report(
                figures.stream().mapToLong(SourceFigures::documents).sum(),
                store.chunks(),
                figures.stream().mapToLong(SourceFigures::failed).sum(),
                Times.format(lastIngestion(figures)),
                figures.stream().map(source -> sourceLine(memory, source, now)).toList(),
                memory.documents().failures(FAILURES_SHOWN).stream()
                        .map(FailureLine::of)
                        .toList());
    }

    private static @Nullable Instant lastIngestion(List<SourceFigures> figures) {
        return figures.stream()
                .map(SourceFigures::lastIngested)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static SourceLine sourceLine(Memory memory, SourceFigures source, Instant now) {
        Instant complete = source.lastCompletePass();
        return new SourceLine(
                source.id(),
                source.kind(),
                source.documents(),
                source.chunks(),
                source.empty(),
                source.failed(),
                source.quarantined(),
                Times.format(complete),
                complete == null ? null : Duration.between(complete, now).toSeconds(),
                memory.runs()
                        .last(source.id())
                        .filter(run -> run.completedAt() != null)
                        .map(SyncReport.RunLine::of)
                        .orElse(null));
    }

    private static void print(Memory memory, PrintWriter out, Instant now) {
        List<SourceFigures> figures = memory.sources().figures();
        if (figures.isEmpty()) {
            out.println("Nothing was synced yet. Begin with: freshet sync");
            out.flush();
            return;
        }
        Table table = new Table("SOURCE", "DOCUMENTS", "CHUNKS", "EMPTY", "FAILED", "COMPLETE", "LAST RUN");
        for (SourceFigures source : figures) {
            table.row(
                    source.id(),
                    source.documents(),
                    source.chunks(),
                    source.empty(),
                    source.failed(),
                    Words.ago(source.lastCompletePass(), now),
                    memory.runs().last(source.id()).map(run -> lastRun(run)).orElse("never"));
        }
        table.print(out);
        StoreCounts store = memory.store().counts();
        out.println("The store holds " + Words.counted(store.chunks(), "chunk") + " of "
                + Words.counted(store.documents(), "document") + ".");
        figures.stream()
                .flatMap(source -> memory.runs().last(source.id()).stream())
                .filter(run -> run.message() != null)
                .forEach(run -> out.println(run.source() + " " + run.status().text() + ": " + run.message()));
        memory.documents().failures(FAILURES_SHOWN).forEach(failure -> out.println("! " + Words.failure(failure)));
        out.flush();
    }

    private static String lastRun(Run run) {
        var counts = run.counts();
        return "%s (run %d: +%d ~%d -%d =%d !%d)"
                .formatted(
                        run.status().text(),
                        run.id(),
                        counts.added(),
                        counts.updated(),
                        counts.deleted(),
                        counts.unchanged(),
                        counts.failed());
    }
}
