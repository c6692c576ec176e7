package dev.freshet.extract.worker;

import java.io.File;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a worker is started: the Java that runs this process, the classes of this process, and of its environment only
 * what Java needs, so that no secret is handed on.
 */
final class WorkerCommand {

    private static final Set<String> ENVIRONMENT =
            Set.of("LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "SYSTEMROOT");

    private WorkerCommand() {}

    /**
     * A process that isn't started yet.
     *
     * @param folder its working folder and the place of its temporary files
     */
    static ProcessBuilder of(WorkerLimits limits, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(virtualMachine(limits));
        command.addAll(properties(folder));
        command.addAll(List.of("-cp", classes(), ExtractionWorker.class.getName()));
        command.add(Integer.toString(limits.maxCharacters()));
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        process.environment().keySet().removeIf(name -> !ENVIRONMENT.contains(name.toUpperCase(Locale.ROOT)));
        return process;
    }

    private static List<String> virtualMachine(WorkerLimits limits) {
        return List.of(
                "-Xmx" + limits.memory(),
                "-XX:+ExitOnOutOfMemoryError",
                // The other way out carries the answers.
                "-XX:+DisplayVMOutputToStderr",
                "-XX:-CreateCoredumpOnCrash",
                // It would write beside the temporary folder.
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
    }

    /** Dates and numbers in a spreadsheet are written as here. */
    private static List<String> properties(Path folder) {
        Locale locale = Locale.getDefault();
        return List.of(
                "-Djava.io.tmpdir=" + folder,
                "-Djava.awt.headless=true",
                "-Duser.timezone=" + ZoneId.systemDefault().getId(),
                "-Duser.language=" + locale.getLanguage(),
                "-Duser.country=" + locale.getCountry(),
                "-Dfile.encoding=" + System.getProperty("file.encoding"),
                // What libraries log of a document is noise, and Logback is slow to start.
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");
    }

    private static String classes() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
