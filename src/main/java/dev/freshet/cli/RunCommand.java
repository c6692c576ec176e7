package dev.freshet.cli;

import ch.qos.logback.classic.Level;
import dev.freshet.DataFolder;
import dev.freshet.Services;
import dev.freshet.check.CheckedHome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code freshet run}. */
@Command(
        name = "run",
        description = "Keeps all sources fresh until it is stopped: schedules, watching, HTTP, console and alerts.")
final class RunCommand extends HomeCommand {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        Logging.quiet();
        List<CheckedHome> homes = freshet.checkedHomes(spec.commandLine());
        Path home = freshet.home();
        StopSignal asked = new StopSignal();
        try (Services services = new Services(home, homes)) {
            Logging.full(
                    new DataFolder(home, freshet.store()).path().resolve("logs"),
                    homes.get(0).settings(),
                    Level.INFO);
            services.start();
            asked.await();
            if (!services.stop()) {
                LOG.warn("Documents in hand did not finish in time; the next start does them again.");
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        }
        LOG.info("Freshet has stopped.");
        return ExitCode.OK;
    }
}
