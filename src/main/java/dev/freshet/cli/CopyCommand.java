package dev.freshet.cli;

import ch.qos.logback.classic.Level;
import dev.freshet.Copying;
import dev.freshet.Memories;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.config.Problems;
import dev.freshet.config.StoreSettings;
import dev.freshet.copy.Copied;
import dev.freshet.report.CopyReport;
import dev.freshet.report.Json;
import dev.freshet.report.VerifyReport;
import dev.freshet.verify.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet copy}. */
@Command(
        name = "copy",
        description =
                "Copies what one store holds to another, with its vectors, and compares the other with what is known of"
                        + " it. Nothing is read from sources and nothing is embedded.")
final class CopyCommand extends HomeCommand {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "NAME",
            description = "The store of freshet.stores.NAME, or main: the one of freshet.store.")
    @SuppressWarnings("NullAway.Init")
    private String to;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        String other = FreshetCommand.store(to);
        if (other.equals(freshet.store())) {
            throw new UsageException("A store can't be copied to itself. The one that is copied is "
                    + (other.isEmpty() ? StoreSettings.MAIN : other) + "; --store names another.");
        }
        Path home = freshet.home();
        CheckedHome from = freshet.checkedHome(spec.commandLine());
        CheckedHome target = freshet.checked(other, new Problems());
        try (Memories memories = new Memories(home, List.of(from, target))) {
            Memory source = memories.all().get(0);
            Logging.full(source.folder().resolve("logs"), from.settings(), Level.WARN);
            refuseMigration(source);
            return copy(home, source, target, memories.all().get(1));
        }
    }

    private static void refuseMigration(Memory memory) {
        if (memory.sets().next().isPresent()) {
            throw new UsageException(
                    "The store is in the middle of a migration. Let it come to its end, or give it up by"
                            + " putting the old options back; see: freshet status");
        }
    }

    private int copy(Path home, Memory from, CheckedHome target, Memory to) throws Exception {
        Table table = new Table("SOURCE", "COPIED", "CHUNKS", "THERE BEFORE", "LEFT");
        List<Copied> copied = Copying.copy(
                home,
                from,
                target,
                to,
                done -> table.row(done.source(), done.documents(), done.chunks(), done.there(), done.left()));
        Set<String> sources = copied.stream().map(Copied::source).collect(Collectors.toSet());
        Verdict verdict = to.verification().compare(sources);
        if (freshet.json) {
            Json.print(out(), new CopyReport(copied, VerifyReport.of(verdict)));
        } else {
            table.print(out());
            print(copied, verdict);
        }
        return verdict.isEqual() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(List<Copied> copied, Verdict verdict) {
        long left = copied.stream().mapToLong(Copied::left).sum();
        if (left > 0) {
            out().println(Words.counted(left, "document")
                    + " stayed behind: another recipe made them, or their chunks are missing or damaged. The next pass over the other"
                    + " store makes them.");
        }
        out().println(
                        verdict.isEqual()
                                ? Words.counted(verdict.total().stated(), "chunk")
                                        + " compared: the store holds exactly what is known of it."
                                : "The copy differs from what is known of it. To see where: freshet verify --store "
                                        + to);
        out().flush();
    }
}
