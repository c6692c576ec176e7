package dev.freshet.cli;

import ch.qos.logback.classic.Level;
import dev.freshet.Memory;
import dev.freshet.Service;
import dev.freshet.check.CheckedHome;
import java.nio.file.Path;
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
    public Integer call() throws InterruptedException {
        Logging.quiet();
        CheckedHome checked = freshet.checkedHome(spec.commandLine());
        Path home = freshet.home();
        StopSignal asked = new StopSignal();
        try (Memory memory = Memory.forWriting(home, checked)) {
            Logging.full(Memory.folder(home).resolve("logs"), checked.settings(), Level.INFO);
            Service service = new Service(home, checked, memory);
            service.start();
            asked.await();
            if (!service.stop()) {
                LOG.warn("Documents in hand did not finish in time; the next start does them again.");
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
            service.close();
            LOG.info("Freshet has stopped.");
            return ExitCode.OK;
        }
    }
}
