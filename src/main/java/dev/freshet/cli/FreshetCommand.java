package dev.freshet.cli;

import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.config.Problems;
import dev.freshet.config.Settings;
import dev.freshet.config.StoreSettings;
import dev.freshet.config.Suggestion;
import dev.freshet.state.Sources.SourceFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code freshet}, and the options that every command has. */
@Command(
        name = "freshet",
        description = "Keeps a vector store equal to the documents it is made from.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = FreshetVersion.class,
        subcommands = {
            InitCommand.class,
            RunCommand.class,
            SyncCommand.class,
            PlanCommand.class,
            StatusCommand.class,
            SearchCommand.class,
            ValidateCommand.class,
            RetryCommand.class,
            RebuildCommand.class,
            ForgetCommand.class,
            VerifyCommand.class,
            BackupCommand.class,
            CopyCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all well",
            "1:some documents failed; the others are through",
            "2:the command line, an option or a route is wrong; nothing was started",
            "3:a source or the store failed, a run is held, or state and store differ"
        })
public final class FreshetCommand implements Callable<Integer> {

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Folder with application.properties, routes/ and data/. Default: the current one.")
    Path home = Path.of("");

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print JSON for programs, and nothing else, on standard output.")
    boolean json;

    @Option(
            names = "--store",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Only the store of freshet.stores.NAME, or main: the one of freshet.store.")
    String named = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Without a command there is nothing to do. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /**
     * Executes a command line.
     *
     * @param refused a sentence for each file of the program that can't be read; with one of them nothing is started
     * @return the exit code
     */
    public static int execute(List<String> refused, String... arguments) {
        CommandLine line = commandLine();
        if (refused.isEmpty()) {
            return line.execute(arguments);
        }
        refused.forEach(line.getErr()::println);
        line.getErr().println("Nothing was started.");
        line.getErr().flush();
        return ExitCode.USAGE;
    }

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new FreshetCommand());
        line.setExecutionExceptionHandler(new Failures());
        line.setParameterExceptionHandler(new Misuse());
        return line;
    }

    /** Name of the store that is meant; empty = the one of {@code freshet.store}. */
    String store() {
        return store(named);
    }

    static String store(String named) {
        return named.equals(StoreSettings.MAIN) ? "" : named;
    }

    /** The home as an absolute path; it must look like one. */
    Path home() {
        Path absolute = home.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            throw new UsageException("The home " + absolute + " is not a folder. Make one with: freshet init " + home);
        }
        if (!Files.exists(absolute.resolve("routes")) && !Files.exists(absolute.resolve("application.properties"))) {
            throw new UsageException(absolute + " is not a home of Freshet: it has neither routes/ nor"
                    + " application.properties. Make one with: freshet init, or name one with --home DIR.");
        }
        return absolute;
    }

    private Set<String> syncedSources(String name) {
        Problems problems = new Problems();
        Settings settings = Settings.load(home(), name, problems);
        if (isStoreUnknown(problems)) {
            return Set.of();
        }
        try (Memory memory = Memory.forReading(home(), settings)) {
            return memory.sources().figures().stream()
                    .filter(source -> source.lastCompletePass() != null)
                    .map(SourceFigures::id)
                    .collect(Collectors.toSet());
        }
    }

    /** The options for a command that needs no more than its store; all that doesn't concern it may be wrong. */
    Settings settings() {
        return settings(store());
    }

    /** The same for one of the stores. */
    Settings settings(String name) {
        return settings(name, FreshetCommand::isStoreUnknown);
    }

    private static boolean isStoreUnknown(Problems problems) {
        return problems.sorted().stream().anyMatch(StoreSettings::isOfStore);
    }

    /**
     * The options for a command.
     *
     * @param refused whether it can't go on with these problems
     */
    Settings settings(Predicate<Problems> refused) {
        return settings(store(), refused);
    }

    private Settings settings(String name, Predicate<Problems> refused) {
        Problems problems = new Problems();
        Settings settings = Settings.load(home(), name, problems);
        refuseUnknownStore(name, settings);
        if (refused.test(problems)) {
            throw new InvalidHomeException(problems);
        }
        return settings;
    }

    /** One for each store of the home, or the one that was named alone. */
    List<CheckedHome> checkedHomes(CommandLine line) {
        CheckedHome first = checkedHome(line);
        List<CheckedHome> homes = new ArrayList<>(List.of(first));
        if (named.isEmpty()) {
            first.settings().stores().forEach(named -> homes.add(checked(named.name(), new Problems())));
        }
        return homes;
    }

    /** The home as one of its stores sees it. */
    CheckedHome checked(String name, Problems problems) {
        CheckedHome checked = HomeCheck.check(home(), name, problems, syncedSources(name)::contains);
        refuseUnknownStore(name, checked.settings());
        if (problems.hasErrors()) {
            throw new InvalidHomeException(problems);
        }
        return checked;
    }

    /** The options stand for another store where there is none of the name that was given. */
    static void refuseUnknownStore(String name, Settings settings) {
        if (!settings.store().name().equals(name)) {
            List<String> names =
                    settings.stores().stream().map(StoreSettings::name).toList();
            throw new UsageException("There is no store '" + name + "'."
                    + (names.isEmpty()
                            ? " No option begins with freshet.stores."
                            : Suggestion.of(name, names) + " Stores with names are: " + String.join(", ", names)
                                    + "."));
        }
    }

    /** The home, checked. Warnings go to standard error. */
    CheckedHome checkedHome(CommandLine line) {
        Problems problems = new Problems();
        CheckedHome checked = checked(store(), problems);
        if (!problems.isEmpty()) {
            line.getErr().print(problems.text());
            line.getErr().flush();
        }
        return checked;
    }
}
