package dev.freshet.cli;

import ch.qos.logback.classic.Level;
import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.SourceFile;
import dev.freshet.config.Suggestion;
import dev.freshet.pass.PassRequest;
import dev.freshet.report.Json;
import dev.freshet.report.SyncReport;
import dev.freshet.state.Documents.Failure;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import picocli.CommandLine;

/** Runs one pass over each of some sources and tells how it went. What sync, retry and rebuild have in common. */
final class PassRunner {

    private static final int FAILURES_SHOWN = 20;

    private final FreshetCommand freshet;
    private final CommandLine line;

    PassRunner(FreshetCommand freshet, CommandLine line) {
        this.freshet = freshet;
        this.line = line;
    }

    /**
     * Runs the passes.
     *
     * @param names of the sources; empty = all
     * @param requestFor makes the request for a source, just before its pass
     * @return the exit code
     */
    int run(List<String> names, BiFunction<Memory, String, PassRequest> requestFor)
            throws InterruptedException, ExecutionException {
        Logging.quiet();
        CheckedHome checked = freshet.checkedHome(line);
        List<String> sources = choose(checked, names);
        Path home = freshet.home();
        boolean interactive = Terminal.isInteractive() && !freshet.json;
        try (Memory memory = Memory.forWriting(home, checked)) {
            Logging.full(
                    Memory.folder(home).resolve("logs"), checked.settings(), interactive ? Level.WARN : Level.INFO);
            List<Run> runs = passes(home, checked, memory, sources, requestFor, interactive);
            report(runs, memory);
            return ExitCode.of(runs);
        }
    }

    /** One pass over each source, in its order. */
    static List<Run> passes(
            Path home,
            CheckedHome checked,
            Memory memory,
            List<String> sources,
            BiFunction<Memory, String, PassRequest> requestFor,
            boolean interactive)
            throws InterruptedException, ExecutionException {
        try (Freshet freshet = new Freshet(home, checked, memory, false);
                ProgressDisplay progress = ProgressDisplay.of(freshet.passes(), interactive)) {
            freshet.start();
            Map<String, CompletableFuture<Run>> pending = new LinkedHashMap<>();
            sources.forEach(source -> pending.put(
                    source,
                    freshet.pass(source, requestFor.apply(memory, source)).done()));
            progress.follow(pending.values());
            return pending.values().stream().map(CompletableFuture::join).toList();
        }
    }

    /** The named sources, or all. */
    static List<String> choose(CheckedHome checked, List<String> names) {
        List<String> all = checked.sources().stream().map(SourceFile::id).toList();
        for (String name : names) {
            if (!all.contains(name)) {
                throw new UsageException("There is no source '" + name + "'." + Suggestion.of(name, all)
                        + " The sources are: " + String.join(", ", all) + ".");
            }
        }
        return names.isEmpty() ? all : names.stream().distinct().toList();
    }

    private void report(List<Run> runs, Memory memory) {
        PrintWriter out = line.getOut();
        if (freshet.json) {
            Json.print(out, SyncReport.of(runs));
            return;
        }
        table(runs).print(out);
        runs.stream()
                .filter(run -> run.status() != RunStatus.COMPLETED)
                .forEach(run -> out.println(run.source() + " " + run.status().text() + ": " + run.message()));
        printFailures(out, runs, memory);
        out.flush();
    }

    private static Table table(List<Run> runs) {
        Table table =
                new Table("SOURCE", "STATUS", "RUN", "ADDED", "UPDATED", "DELETED", "UNCHANGED", "FAILED", "TIME");
        for (Run run : runs) {
            var counts = run.counts();
            table.row(
                    run.source(),
                    run.status().text(),
                    run.id(),
                    counts.added(),
                    counts.updated(),
                    counts.deleted(),
                    counts.unchanged(),
                    counts.failed(),
                    Words.duration(SyncReport.duration(run)));
        }
        return table;
    }

    private static void printFailures(PrintWriter out, List<Run> runs, Memory memory) {
        List<String> sources = runs.stream().map(Run::source).toList();
        List<Failure> failures = memory.documents().failures(FAILURES_SHOWN + 1).stream()
                .filter(failure -> sources.contains(failure.key().source()))
                .toList();
        failures.stream().limit(FAILURES_SHOWN).forEach(failure -> out.println("! " + Words.failure(failure)));
        if (failures.size() > FAILURES_SHOWN) {
            out.println("! and more: freshet status");
        }
    }
}
