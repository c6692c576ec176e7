package dev.freshet.cli;

import ch.qos.logback.classic.Level;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.config.Suggestion;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.report.Json;
import dev.freshet.report.VerifyReport;
import dev.freshet.state.Runs.Run;
import dev.freshet.verify.Divergence;
import dev.freshet.verify.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet verify}. */
@Command(
        name = "verify",
        description =
                "Compares what the state says with what the store holds, chunk by chunk. Only looks, unless asked to"
                        + " repair.")
final class VerifyCommand extends HomeCommand {

    private static final int SHOWN = 20;

    @Option(names = "--source", paramLabel = "S", description = "Only chunks of this source. May be repeated.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--repair",
            description =
                    "Mend what differs: remove orphaned chunks, and make damaged documents again, with vectors that are"
                            + " remembered.")
    private boolean repair;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        Path home = freshet.home();
        try (Memory memory = Memory.forReading(home, freshet.settings())) {
            refuseUnknown(memory);
            if (!repair) {
                return report(memory.verification().compare(Set.copyOf(sources)));
            }
        }
        CheckedHome checked = freshet.checkedHome(spec.commandLine());
        try (Memory memory = Memory.forWriting(home, checked)) {
            Logging.full(memory.folder().resolve("logs"), checked.settings(), Level.WARN);
            return report(repaired(home, checked, memory));
        }
    }

    private Verdict repaired(Path home, CheckedHome checked, Memory memory) throws Exception {
        Set<String> withFile = new TreeSet<>(PassRunner.choose(List.of(checked), List.of()));
        Set<String> chosen = sources.isEmpty() ? known(memory) : new TreeSet<>(sources);
        chosen.stream()
                .filter(source -> !withFile.contains(source))
                .forEach(source -> memory.verification().mend(source, withFile::contains));
        chosen.retainAll(withFile);
        List<Run> runs = PassRunner.passes(
                home,
                checked,
                memory,
                List.copyOf(chosen),
                (open, source) -> new PassRequest(Kind.REPAIR, "cli", 0),
                false);
        if (!freshet.json) {
            runs.stream()
                    .filter(run -> run.message() != null)
                    .forEach(run ->
                            out().println(run.source() + " " + run.status().text() + ": " + run.message()));
        }
        return memory.verification().compare(Set.copyOf(sources));
    }

    private static Set<String> known(Memory memory) {
        return new TreeSet<>(memory.verification().sources());
    }

    private void refuseUnknown(Memory memory) {
        for (String source : sources) {
            if (!known(memory).contains(source)) {
                throw new UsageException("There is no source '" + source + "'." + Suggestion.of(source, known(memory)));
            }
        }
    }

    private int report(Verdict verdict) {
        if (freshet.json) {
            Json.print(out(), VerifyReport.of(verdict));
        } else {
            print(verdict, out());
        }
        return verdict.isEqual() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(Verdict verdict, PrintWriter out) {
        Table table = new Table("SOURCE", "CHUNKS", "MISSING", "ORPHANED", "STALE");
        verdict.bySource()
                .forEach((source, tally) ->
                        table.row(source, tally.stated(), tally.missing(), tally.orphaned(), tally.stale()));
        table.print(out);
        verdict.first().stream().limit(SHOWN).forEach(divergence -> out.println("! " + line(divergence)));
        if (verdict.total().diverged() + verdict.foreign() > SHOWN) {
            out.println("! and more: freshet verify --json");
        }
        verdict.flaws().forEach(out::println);
        if (verdict.foreign() > 0) {
            out.println("The store holds " + Words.counted(verdict.foreign(), "chunk")
                    + " that are not ours. They are left alone.");
        }
        if (verdict.isEqual()) {
            out.println("State and store are equal.");
        } else {
            out.println("State and store differ. "
                    + (repair ? "See: freshet status" : "To mend it: freshet verify --repair"));
        }
        out.flush();
    }

    private static String line(Divergence divergence) {
        return divergence.kind().text() + "  " + divergence.document() + "  chunk " + divergence.chunkId() + " "
                + divergence.reason();
    }
}
