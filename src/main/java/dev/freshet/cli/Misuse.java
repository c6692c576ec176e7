package dev.freshet.cli;

import dev.freshet.config.Suggestion;
import java.io.PrintWriter;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a command line that can't be understood: the fact, what was probably meant, and where help is. */
final class Misuse implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine line = problem.getCommandLine();
        PrintWriter err = line.getErr();
        err.println(sentence(problem, line.getCommandSpec()));
        err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException problem, CommandSpec command) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(problem.getMessage());
        }
        String word = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            String name = word.split("=", 2)[0];
            return "There is no option '" + name + "'."
                    + Suggestion.of(name, command.optionsMap().keySet());
        }
        Collection<String> commands = command.subcommands().keySet();
        return commands.isEmpty()
                ? "'" + word + "' is one word too many. A text of several words needs quotes."
                : "There is no command '" + word + "'." + Suggestion.of(word, commands);
    }
}
