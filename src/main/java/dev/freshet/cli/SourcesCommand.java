package dev.freshet.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A command for all or some sources. */
abstract class SourcesCommand extends HomeCommand {

    @Parameters(paramLabel = "SOURCE", description = "Sources to look at. Default: all.")
    List<String> sources = new ArrayList<>();

    PassRunner passRunner() {
        return new PassRunner(freshet, spec.commandLine());
    }
}
