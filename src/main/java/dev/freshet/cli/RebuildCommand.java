package dev.freshet.cli;

import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import picocli.CommandLine.Command;

/** {@code freshet rebuild}. */
@Command(
        name = "rebuild",
        description =
                "Makes everything again: reads, cuts, embeds and stores it, failed documents too. Old content stays searchable"
                        + " until it is replaced.")
final class RebuildCommand extends SourcesCommand {

    @Override
    public Integer call() throws Exception {
        return passRunner().run(sources, (memory, source) -> {
            // Everything means the failed and the quarantined documents too.
            memory.documents().retryNow(source);
            return new PassRequest(Kind.REBUILD, "cli", 0);
        });
    }
}
