package dev.freshet.cli;

import ch.qos.logback.classic.Level;
import dev.freshet.Forgetting;
import dev.freshet.Forgetting.Forgotten;
import dev.freshet.Memory;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Settings;
import dev.freshet.report.Json;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freshet forget}. */
@Command(
        name = "forget",
        description =
                "Removes the documents of a source whose file is gone from routes/sources, and the source itself.")
final class ForgetCommand extends HomeCommand {

    @Parameters(paramLabel = "SOURCE", description = "The source to forget. 'status' calls it orphaned.")
    @SuppressWarnings("NullAway.Init")
    private String source;

    @Override
    public Integer call() {
        Logging.quiet();
        Path home = freshet.home();
        Set<String> withFile = HomeCheck.sourceIds(home);
        Settings settings = freshet.settings();
        try (Memory looking = Memory.forReading(home, settings)) {
            refuse(new Forgetting(looking, withFile::contains));
        }
        try (Memory memory = Memory.forWriting(home, settings)) {
            Logging.full(memory.folder().resolve("logs"), settings, Level.WARN);
            Forgetting forgetting = new Forgetting(memory, withFile::contains);
            refuse(forgetting);
            print(forgetting.forget(source));
            return ExitCode.OK;
        }
    }

    private void refuse(Forgetting forgetting) {
        Optional<String> reason = forgetting.refusal(source).map(refusal -> forgetting.sentence(source, refusal));
        if (reason.isPresent()) {
            throw new UsageException(reason.get());
        }
    }

    private void print(Forgotten forgotten) {
        if (freshet.json) {
            Json.print(out(), forgotten);
            return;
        }
        out().println("Forgot " + forgotten.source() + ": " + Words.counted(forgotten.documents(), "document") + ", "
                + Words.counted(forgotten.chunks(), "chunk") + ".");
        out().flush();
    }
}
