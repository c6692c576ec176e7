package dev.freshet.cli;

import ch.qos.logback.classic.Level;
import dev.freshet.Freshet;
import dev.freshet.Memories;
import dev.freshet.Memory;
import dev.freshet.Models;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.SourceFile;
import dev.freshet.config.Settings;
import dev.freshet.config.Suggestion;
import dev.freshet.embed.Embedder;
import dev.freshet.pass.PassRequest;
import dev.freshet.report.Json;
import dev.freshet.report.SyncReport;
import dev.freshet.state.Documents.Failure;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** What came of the passes for one store. */
    private record Outcome(CheckedHome home, List<Run> runs, List<Failure> failures) {

        String store() {
            return home.settings().store().name();
        }
    }

    /**
     * Runs the passes, for all stores or for the one that was named.
     *
     * @param names of the sources; empty = all
     * @param requestFor makes the request for a source, just before its pass
     * @return the exit code
     */
    int run(List<String> names, BiFunction<Memory, String, PassRequest> requestFor)
            throws InterruptedException, ExecutionException {
        Logging.quiet();
        return run(freshet.checkedHomes(line), names, requestFor);
    }

    /** The same for the store of {@code freshet.store} or the one that was named, and no other. */
    int runInOne(List<String> names, BiFunction<Memory, String, PassRequest> requestFor)
            throws InterruptedException, ExecutionException {
        Logging.quiet();
        return run(List.of(freshet.checkedHome(line)), names, requestFor);
    }

    private int run(List<CheckedHome> homes, List<String> names, BiFunction<Memory, String, PassRequest> requestFor)
            throws InterruptedException, ExecutionException {
        List<String> sources = choose(homes, names);
        Settings settings = homes.get(0).settings();
        Path home = freshet.home();
        boolean interactive = Terminal.isInteractive() && !freshet.json;
        try (Memories memories = new Memories(home, homes)) {
            Memory first = memories.all().get(0);
            Logging.full(first.folder().resolve("logs"), settings, interactive ? Level.WARN : Level.INFO);
            List<Embedder> models = memories.models(
                    homes, store -> Models.of(store, store.work().busy()));
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < homes.size(); i++) {
                CheckedHome checked = homes.get(i);
                Memory memory = memories.all().get(i);
                List<String> taken =
                        sources.stream().filter(ids(checked)::contains).toList();
                List<Run> runs = taken.isEmpty()
                        ? List.of()
                        : passes(
                                new Freshet(home, checked, memory, false, models.get(i)),
                                memory,
                                taken,
                                requestFor,
                                interactive);
                outcomes.add(new Outcome(checked, runs, failures(memory, runs)));
            }
            report(outcomes);
            return ExitCode.of(outcomes.stream()
                    .flatMap(outcome -> outcome.runs().stream())
                    .toList());
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
        return passes(new Freshet(home, checked, memory, false), memory, sources, requestFor, interactive);
    }

    private static List<Run> passes(
            Freshet made,
            Memory memory,
            List<String> sources,
            BiFunction<Memory, String, PassRequest> requestFor,
            boolean interactive)
            throws InterruptedException, ExecutionException {
        try (Freshet freshet = made;
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

    /** The named sources of all stores, or all. */
    static List<String> choose(List<CheckedHome> homes, List<String> names) {
        List<String> all = homes.stream()
                .flatMap(home -> ids(home).stream())
                .distinct()
                .sorted()
                .toList();
        for (String name : names) {
            if (!all.contains(name)) {
                throw new UsageException("There is no source '" + name + "'." + Suggestion.of(name, all)
                        + " The sources are: " + String.join(", ", all) + ".");
            }
        }
        return names.isEmpty() ? all : names.stream().distinct().toList();
    }

    private static List<String> ids(CheckedHome home) {
        return home.sources().stream().map(SourceFile::id).toList();
    }

    private static List<Failure> failures(Memory memory, List<Run> runs) {
        List<String> sources = runs.stream().map(Run::source).toList();
        return memory.documents().failures(FAILURES_SHOWN + 1).stream()
                .filter(failure -> sources.contains(failure.key().source()))
                .toList();
    }

    private void report(List<Outcome> outcomes) {
        PrintWriter out = line.getOut();
        if (freshet.json) {
            Map<String, List<Run>> runs = new LinkedHashMap<>();
            outcomes.forEach(outcome -> runs.put(outcome.store(), outcome.runs()));
            Json.print(out, SyncReport.of(runs));
            return;
        }
        for (Outcome outcome : outcomes) {
            if (!outcome.store().isEmpty()) {
                out.println("Store " + outcome.store());
            }
            print(outcome, out);
        }
        out.flush();
    }

    private static void print(Outcome outcome, PrintWriter out) {
        table(outcome.runs()).print(out);
        outcome.runs().stream()
                .filter(run -> run.status() != RunStatus.COMPLETED)
                .forEach(run -> out.println(run.source() + " " + run.status().text() + ": " + run.message()));
        outcome.failures().stream()
                .limit(FAILURES_SHOWN)
                .forEach(failure -> out.println("! " + Words.failure(failure)));
        if (outcome.failures().size() > FAILURES_SHOWN) {
            out.println("! and more: freshet status");
        }
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
}
