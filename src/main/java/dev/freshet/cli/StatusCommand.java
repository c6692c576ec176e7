package dev.freshet.cli;

import dev.freshet.Memory;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Settings;
import dev.freshet.remote.OutageException;
import dev.freshet.report.Json;
import dev.freshet.report.StatusReport;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.store.StoreCounts;
import dev.freshet.store.VectorStore;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
        Settings settings = freshet.settings();
        List<Settings> stores = new ArrayList<>(List.of(settings));
        if (freshet.named.isEmpty()) {
            settings.stores().forEach(store -> stores.add(freshet.settings(store.name())));
        }
        if (freshet.json) {
            Map<String, StatusReport> others = new LinkedHashMap<>();
            stores.stream().skip(1).forEach(store -> others.put(store.store().name(), report(store)));
            Json.print(out(), report(settings).with(others));
        } else {
            stores.forEach(this::print);
            out().flush();
        }
        return ExitCode.OK;
    }

    /** Sources that have a file and go to a store. */
    private Predicate<String> active(Settings settings) {
        Set<String> ids = HomeCheck.sourceIds(freshet.home());
        return source -> ids.contains(source) && settings.store().takes(source);
    }

    private StatusReport report(Settings settings) {
        try (Memory memory = Memory.forReading(freshet.home(), settings)) {
            return StatusReport.of(
                    memory.sources(),
                    memory.runs(),
                    memory.documents(),
                    chunks(memory),
                    active(settings),
                    Instant.now());
        }
    }

    private void print(Settings settings) {
        if (!settings.store().name().isEmpty()) {
            out().println("Store " + settings.store().name());
        }
        try (Memory memory = Memory.forReading(freshet.home(), settings)) {
            print(memory, out(), active(settings), Instant.now());
        }
    }

    private static void print(Memory memory, PrintWriter out, Predicate<String> active, Instant now) {
        List<SourceFigures> figures = memory.sources().figures();
        if (figures.isEmpty()) {
            out.println("Nothing was synced yet. Begin with: freshet sync");
            return;
        }
        Table table = new Table("SOURCE", "DOCUMENTS", "CHUNKS", "EMPTY", "FAILED", "COMPLETE", "LAST RUN");
        for (SourceFigures source : figures) {
            table.row(
                    active.test(source.id()) ? source.id() : source.id() + " (orphaned)",
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
