package dev.freshet.cli;

import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code freshet rebuild}. */
@Command(
        name = "rebuild",
        description =
                "Makes everything again: reads, cuts, embeds and stores it. Old content stays searchable until it is replaced.")
final class RebuildCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private FreshetCommand freshet;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "SOURCE", description = "Sources to look at. Default: all.")
    private List<String> sources = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        return new PassRunner(freshet, spec.commandLine()).run(sources, (memory, source) -> {
            return new PassRequest(Kind.REBUILD, "cli", 0);
        });
    }
}
