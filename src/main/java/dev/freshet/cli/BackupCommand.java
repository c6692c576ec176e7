package dev.freshet.cli;

import dev.freshet.DataFolder;
import dev.freshet.config.StateSettings;
import dev.freshet.report.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freshet backup}. */
@Command(
        name = "backup",
        description =
                "Copies the state, and the embedded store with it, into one file, while Freshet runs too. The copy is"
                        + " checked; a file that exists is left as it is.")
final class BackupCommand extends HomeCommand {

    @Parameters(paramLabel = "FILE", description = "The copy. It must not exist yet.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    /** What {@code backup --json} prints. */
    record Report(String file, long bytes) {}

    @Override
    public Integer call() {
        Logging.quiet();
        Path home = freshet.home();
        Path copy = file.toAbsolutePath().normalize();
        refuseElsewhere(freshet.settings().state());
        DataFolder data = new DataFolder(home, freshet.store());
        if (!data.exists()) {
            throw new UsageException("There is nothing to back up: " + home + " has no data yet.");
        }
        if (Files.exists(copy)) {
            throw new UsageException(copy + " is there already, and was left as it is. Give the backup another name.");
        }
        Report report = new Report(copy.toString(), data.backup(copy));
        if (freshet.json) {
            Json.print(out(), report);
        } else {
            out().println("Wrote " + report.file() + ", " + report.bytes() / 1_000_000 + " MB, and checked it.");
            out().flush();
        }
        return ExitCode.OK;
    }

    private static void refuseElsewhere(StateSettings state) {
        if (state.isElsewhere()) {
            String user = state.user().isEmpty() ? "" : " --username=" + state.user();
            throw new UsageException("The state is in PostgreSQL, which makes its own backups, while Freshet runs too:"
                    + " pg_dump --format=custom --schema=" + state.schema() + user + " --file=FILE '" + state.url()
                    + "'. docs/operations.md says what else belongs to a backup.");
        }
    }
}
