package dev.freshet.cli;

import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problem;
import dev.freshet.config.Problems;
import dev.freshet.report.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code freshet validate}. */
@Command(
        name = "validate",
        description = "Checks options and routes without running any, and says all problems at once.")
final class ValidateCommand extends HomeCommand {

    /** What {@code validate --json} prints; {@code status} is {@code valid} or {@code invalid}. */
    record Report(String status, int sources, List<Problem> problems) {}

    @Override
    public Integer call() {
        Logging.quiet();
        Path home = freshet.home();
        Problems problems = new Problems();
        CheckedHome checked = HomeCheck.check(home, freshet.store(), problems, source -> false);
        FreshetCommand.refuseUnknownStore(freshet.store(), checked.settings());
        if (!problems.hasErrors()) {
            build(home, checked);
        }
        print(checked, problems);
        return problems.hasErrors() ? ExitCode.USAGE : ExitCode.OK;
    }

    /** Has Camel build every route, which finds what only Camel knows: endpoints, beans and their options. */
    private static void build(Path home, CheckedHome checked) {
        try (Memory memory = Memory.forChecking(home, checked.settings());
                Freshet freshet = new Freshet(home, checked, memory, true)) {
            freshet.start();
        }
    }

    private void print(CheckedHome checked, Problems problems) {
        PrintWriter out = out();
        int sources = checked.sources().size();
        if (freshet.json) {
            String status = problems.hasErrors() ? "invalid" : "valid";
            Json.print(out, new Report(status, sources, problems.sorted()));
            return;
        }
        out.print(problems.text());
        if (!problems.hasErrors()) {
            out.println(sources + (sources == 1 ? " source" : " sources") + ", all valid.");
        }
        out.flush();
    }
}
