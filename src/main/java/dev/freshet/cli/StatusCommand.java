package dev.freshet.cli;

import dev.freshet.Memory;
import dev.freshet.check.HomeCheck;
import dev.freshet.remote.OutageException;
import dev.freshet.report.Json;
import dev.freshet.report.StatusReport;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.VectorStore;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code freshet status}. */
@Command(name = "status", description = "Shows each source with its documents, failures, last run and age.")
final class StatusCommand extends HomeCommand {

    private static final Logger LOG = LoggerFactory.getLogger(StatusCommand.class);

    @Override
    public Integer call() {
        Logging.quiet();
        try (Memory memory = Memory.forReading(freshet.home(), freshet.settings())) {
            if (freshet.json) {
                Json.print(out(), report(memory));
            } else {
                print(memory, out(), HomeCheck.sourceIds(freshet.home()), Instant.now());
            }
            return ExitCode.OK;
        }
    }

    private StatusReport report(Memory memory) {
        return StatusReport.of(
                memory.sources(),
                memory.runs(),
                memory.documents(),
                chunks(memory),
                HomeCheck.sourceIds(freshet.home())::contains,
                Instant.now());
    }

    private static void print(Memory memory, PrintWriter out, Set<String> active, Instant now) {
        List<SourceFigures> figures = memory.sources().figures();
        if (figures.isEmpty()) {
            out.println("Nothing was synced yet. Begin with: freshet sync");
            out.flush();
            return;
        }
        Table table = new Table("SOURCE", "DOCUMENTS", "CHUNKS", "EMPTY", "FAILED", "COMPLETE", "LAST RUN");
        for (SourceFigures source : figures) {
            table.row(
                    active.contains(source.id()) ? source.id() : source.id() + " (orphaned)",
                    source.documents(),
                    source.chunks(),
                    source.empty(),
                    source.failed(),
                    Words.ago(source.lastCompletePass(), now),
                    memory.runs().last(source.id()).map(run -> lastRun(run)).orElse("never"));
        }
        table.print(out);
        out.println(held(memory.store()));
        memory.sources()
                .migration(StatusReport.FAILURES_SHOWN)
                .ifPresent(progress -> out.println(Words.migration(progress)));
        figures.stream()
                .flatMap(source -> memory.runs().last(source.id()).stream())
                .filter(run -> run.message() != null)
                .forEach(run -> out.println(run.source() + " " + run.status().text() + ": " + run.message()));
        memory.documents()
                .failures(StatusReport.FAILURES_SHOWN)
                .forEach(failure -> out.println("! " + Words.failure(failure)));
        out.flush();
    }

    private static String held(VectorStore store) {
        try {
            StoreCounts held = store.counts();
            return "The store holds " + Words.counted(held.chunks(), "chunk") + " of "
                    + Words.counted(held.documents(), "document") + ".";
        } catch (OutageException e) {
            return "What the store holds isn't known. " + e.getMessage();
        }
    }

    /** As the store has them; as the state has them while the store is out of reach. */
    private static long chunks(Memory memory) {
        try {
            return memory.store().counts().chunks();
        } catch (OutageException e) {
            LOG.debug("The store doesn't say what it holds", e);
            return memory.sources().figures().stream()
                    .mapToLong(SourceFigures::chunks)
                    .sum();
        }
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
