package dev.freshet.cli;

import dev.freshet.config.HomeTemplate;
import dev.freshet.report.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freshet init}. */
@Command(name = "init", description = "Writes a home to begin with. Files that exist are left as they are.")
final class InitCommand extends HomeCommand {

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The folder. Default: that of --home, or the current one.")
    private @Nullable Path folder;

    /** What {@code init --json} prints. */
    record Report(String home, List<String> written, List<String> kept) {}

    @Override
    public Integer call() {
        Path home = (folder == null ? freshet.home : folder).toAbsolutePath().normalize();
        List<Path> written = HomeTemplate.write(home);
        List<Path> kept = HomeTemplate.files(home).stream()
                .filter(file -> !written.contains(file))
                .toList();
        PrintWriter out = out();
        if (freshet.json) {
            Json.print(out, new Report(home.toString(), names(home, written), names(home, kept)));
            return ExitCode.OK;
        }
        names(home, written).forEach(name -> out.println("wrote  " + name));
        names(home, kept).forEach(name -> out.println("kept   " + name));
        out.println("Next: put documents into " + home.resolve("documents") + ", then: freshet sync"
                + (home.equals(Path.of("").toAbsolutePath()) ? "" : " --home " + home));
        out.flush();
        return ExitCode.OK;
    }

    private static List<String> names(Path home, List<Path> files) {
        return files.stream().map(file -> home.relativize(file).toString()).toList();
    }
}
