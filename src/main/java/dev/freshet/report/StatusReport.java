package dev.freshet.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freshet.state.Documents;
import dev.freshet.state.Runs;
import dev.freshet.state.Sources;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.state.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status --json} prints. Its names are a contract.
 *
 * @param totalDocuments indexed documents
 * @param totalChunks as the store has them, or the state while the store is out of reach
 * @param failures the first 100
 * @param migration null = none is under way
 * @param stores the same of stores with names; left out where there are none
 */
public record StatusReport(
        long totalDocuments,
        long totalChunks,
        long failedDocuments,
        @Nullable String lastIngestion,
        List<SourceLine> sources,
        List<FailureLine> failures,
        @Nullable MigrationLine migration,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, StatusReport> stores) {

    public static final int FAILURES_SHOWN = 100;

    /**
     * One source.
     *
     * @param state {@code active}, or {@code orphaned}: its file is gone and its documents wait for {@code freshet forget}
     * @param empty documents that are indexed and have no text
     * @param ageSeconds since the last complete pass; null = there was none
     */
    public record SourceLine(
            String source,
            String kind,
            String state,
            long documents,
            long chunks,
            long empty,
            long failed,
            long quarantined,
            @Nullable String lastCompletePass,
            @Nullable Long ageSeconds,
            SyncReport.@Nullable RunLine lastRun) {

        private static SourceLine of(SourceFigures source, Runs runs, boolean active, Instant now) {
            Instant complete = source.lastCompletePass();
            return new SourceLine(
                    source.id(),
                    source.kind(),
                    active ? "active" : "orphaned",
                    source.documents(),
                    source.chunks(),
                    source.empty(),
                    source.failed(),
                    source.quarantined(),
                    Times.format(complete),
                    complete == null ? null : Times.between(complete, now).toSeconds(),
                    runs.lastEnded(source.id()).map(SyncReport.RunLine::of).orElse(null));
        }
    }

    /**
     * Makes the report.
     *
     * @param chunks as the store has them
     * @param isActive whether a source has a file in the home
     */
    public static StatusReport of(
            Sources sources, Runs runs, Documents documents, long chunks, Predicate<String> isActive, Instant now) {
        List<SourceFigures> figures = sources.figures();
        return new StatusReport(
                figures.stream().mapToLong(SourceFigures::documents).sum(),
                chunks,
                figures.stream().mapToLong(SourceFigures::failed).sum(),
                Times.format(lastIngestion(figures)),
                figures.stream()
                        .map(source -> SourceLine.of(source, runs, isActive.test(source.id()), now))
                        .toList(),
                documents.failures(FAILURES_SHOWN).stream().map(FailureLine::of).toList(),
                sources.migration(FAILURES_SHOWN).map(MigrationLine::of).orElse(null),
                Map.of());
    }

    /** The same with other stores beside it, by name. */
    public StatusReport with(Map<String, StatusReport> others) {
        return new StatusReport(
                totalDocuments, totalChunks, failedDocuments, lastIngestion, sources, failures, migration, others);
    }

    private static @Nullable Instant lastIngestion(List<SourceFigures> figures) {
        return figures.stream()
                .map(SourceFigures::lastIngested)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
