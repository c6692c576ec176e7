package dev.freshet.cli;

import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import picocli.CommandLine.Command;

/** {@code freshet retry}. */
@Command(
        name = "retry",
        description = "Tries failed and quarantined documents again now, in a pass over their sources.")
final class RetryCommand extends SourcesCommand {

    @Override
    public Integer call() throws Exception {
        return passRunner().run(sources, (memory, source) -> {
            memory.documents().retryNow(source);
            return new PassRequest(Kind.SYNC, "cli", 0);
        });
    }
}
