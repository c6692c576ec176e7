package dev.freshet.cli;

import dev.freshet.Memory;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet sync}. */
@Command(name = "sync", description = "Looks at all or the named sources once, brings the store up to date and ends.")
final class SyncCommand extends SourcesCommand {

    @Option(names = "--full", description = "Read and compare every document, whatever its time and size say.")
    private boolean full;

    @Option(
            names = "--approve",
            paramLabel = "RUN",
            description = "Let the deletions through that held this run. Looks at its source again.")
    private @Nullable Long approve;

    @Override
    public Integer call() throws Exception {
        PassRunner runner = passRunner();
        Kind kind = full ? Kind.FULL : Kind.SYNC;
        if (approve == null) {
            return runner.run(sources, (memory, source) -> new PassRequest(kind, "cli", 0));
        }
        Logging.quiet();
        Run held = held(approve);
        return runner.runInOne(
                List.of(held.source()),
                (memory, source) -> new PassRequest(kind, "cli", held.counts().held()));
    }

    private Run held(long number) {
        if (!sources.isEmpty()) {
            throw new UsageException("--approve names a run, and the run its source: leave " + sources + " out.");
        }
        try (Memory memory = Memory.forReading(freshet.home(), freshet.settings())) {
            Run run = memory.runs()
                    .find(number)
                    .orElseThrow(() -> new UsageException(
                            "There is no run " + number + ". Held runs are shown by: freshet status"));
            if (run.status() != RunStatus.HELD) {
                throw new UsageException("Run " + number + " of " + run.source() + " is not held but "
                        + run.status().text() + ": there is nothing to approve.");
            }
            return run;
        }
    }
}
