package dev.freshet.cli;

import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.document.Change;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.plan.PlannedChange;
import dev.freshet.report.Json;
import dev.freshet.report.SyncReport;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet plan}. */
@Command(
        name = "plan",
        description = "Shows what sync would do, document by document, with the chunks and tokens it would embed."
                + " Writes nothing.")
final class PlanCommand extends SourcesCommand {

    @Option(names = "--full", description = "Read and compare every document, whatever its time and size say.")
    private boolean full;

    /**
     * What {@code plan --json} prints: {@link SyncReport} and the changes.
     *
     * @param migration what becomes of all vectors because of another recipe, in a sentence; null = nothing
     */
    record PlanReport(
            String status,
            List<SyncReport.RunLine> runs,
            SyncReport.Totals totals,
            List<ChangeLine> changes,
            @Nullable String migration) {}

    /** One change; {@code change} is {@code added}, {@code updated}, {@code deleted} or {@code failed}. */
    record ChangeLine(
            String source,
            String document,
            String change,
            int chunks,
            long tokens,
            int requests,
            @Nullable String error) {

        static ChangeLine of(PlannedChange planned) {
            Change change = planned.change();
            return new ChangeLine(
                    planned.key().source(),
                    planned.key().document(),
                    change == null ? "failed" : change.name().toLowerCase(Locale.ROOT),
                    planned.chunks(),
                    planned.tokens(),
                    planned.requests(),
                    planned.error());
        }
    }

    @Override
    public Integer call() {
        Logging.quiet();
        CheckedHome checked = freshet.checkedHome(spec.commandLine());
        List<String> chosen = PassRunner.choose(List.of(checked), sources);
        Path home = freshet.home();
        try (Memory memory = Memory.forReading(home, checked.settings());
                Freshet planner = new Freshet(home, checked, memory, true)) {
            planner.start();
            PassRequest request = new PassRequest(full ? Kind.FULL : Kind.SYNC, "plan", 0);
            List<CompletableFuture<Run>> pending = chosen.stream()
                    .map(source -> planner.pass(source, request).done())
                    .toList();
            List<Run> runs = pending.stream().map(CompletableFuture::join).toList();
            print(runs, planner.planning().changes(), planner.migration().plan().orElse(null));
            return ExitCode.of(runs);
        }
    }

    private void print(List<Run> runs, List<PlannedChange> changes, @Nullable String migration) {
        PrintWriter out = out();
        if (freshet.json) {
            SyncReport report = SyncReport.of(runs);
            List<ChangeLine> lines = changes.stream().map(ChangeLine::of).toList();
            Json.print(out, new PlanReport(report.status(), report.runs(), report.totals(), lines, migration));
            return;
        }
        if (migration != null) {
            out.println(migration);
        }
        changes.forEach(change -> out.println(line(change)));
        SyncReport.Totals totals = SyncReport.Totals.of(runs);
        out.printf(
                "%d to add, %d to update, %d to delete, %d unchanged, %d failing; %d chunks with %d tokens to embed%s.%n",
                totals.added(),
                totals.modified(),
                totals.deleted(),
                totals.unchanged(),
                totals.failed(),
                changes.stream().mapToInt(PlannedChange::chunks).sum(),
                changes.stream().mapToLong(PlannedChange::tokens).sum(),
                requests(changes));
        runs.stream()
                .filter(run -> run.status() != RunStatus.COMPLETED)
                .forEach(run ->
                        out.println(run.source() + " would end " + run.status().text() + ": " + run.message()));
        out.flush();
    }

    /** A model on this machine is asked by none. */
    private static String requests(List<PlannedChange> changes) {
        int requests = changes.stream().mapToInt(PlannedChange::requests).sum();
        return requests == 0 ? "" : " in " + requests + (requests == 1 ? " request" : " requests");
    }

    private static String line(PlannedChange planned) {
        Change change = planned.change();
        if (change == null) {
            return "! fail   " + planned.key() + "  " + planned.error();
        }
        return switch (change) {
            case ADDED -> "+ add    " + planned.key() + size(planned);
            case UPDATED -> "~ update " + planned.key() + size(planned);
            case DELETED -> "- delete " + planned.key();
            case UNCHANGED -> "= same   " + planned.key();
        };
    }

    private static String size(PlannedChange planned) {
        return "  " + planned.chunks() + " chunks, " + planned.tokens() + " tokens to embed";
    }
}
