package dev.freshet.cli;

import dev.freshet.HomeInUseException;
import dev.freshet.camel.EngineException;
import dev.freshet.camel.http.AddressInUseException;
import dev.freshet.config.HomeNotWritableException;
import dev.freshet.config.Secret;
import dev.freshet.remote.OutageException;
import dev.freshet.report.Json;
import dev.freshet.state.DatabaseException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns whatever a command threw into a sentence and an exit code. The stack goes to the log file. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
        Exception failure = unwrapped(thrown);
        int code = code(failure);
        PrintWriter err = line.getErr();
        err.println(sentence(failure));
        err.flush();
        FreshetCommand command = (FreshetCommand) root(line).getCommand();
        if (command.json) {
            Json.print(line.getOut(), report(failure, code));
        }
        LoggerFactory.getLogger(Failures.class).debug("The command failed", failure);
        return code;
    }

    private static CommandLine root(CommandLine line) {
        CommandLine root = line;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root;
    }

    private static int code(Exception failure) {
        boolean usage = failure instanceof UsageException
                || failure instanceof InvalidHomeException
                || failure instanceof EngineException
                || failure instanceof AddressInUseException
                || failure instanceof HomeNotWritableException;
        return usage ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** What a thread in the background threw. */
    private static Exception unwrapped(Exception thrown) {
        boolean wrapped = thrown instanceof ExecutionException || thrown instanceof CompletionException;
        return wrapped && thrown.getCause() instanceof Exception cause ? cause : thrown;
    }

    private static String sentence(Exception failure) {
        if (failure instanceof DatabaseException) {
            return Secret.withoutPasswords(String.valueOf(failure.getMessage()));
        }
        Optional<String> meaning = DatabaseException.meaning(failure);
        if (meaning.isPresent()) {
            return meaning.get();
        }
        boolean ours = code(failure) == ExitCode.USAGE
                || failure instanceof HomeInUseException
                || failure instanceof OutageException
                || failure instanceof UncheckedIOException;
        String message =
                Secret.withoutPasswords(failure.getMessage() == null ? failure.toString() : failure.getMessage());
        return ours ? message : message + System.lineSeparator() + "The details are in data/logs/freshet.log.";
    }

    private static Map<String, Object> report(Exception failure, int code) {
        String status = code == ExitCode.USAGE ? "invalid" : "failed";
        return failure instanceof InvalidHomeException home
                ? Map.of("status", status, "problems", home.problems().sorted())
                : Map.of("status", status, "error", sentence(failure));
    }
}
