package dev.freshet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The fat jar as a process of its own, run as a person would: {@code java -jar freshet.jar …} in some folder. What it
 * prints goes to files, so that nothing waits for a reader.
 */
public final class FreshetProcess implements AutoCloseable {

    private static final long LONGEST_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path err;

    private FreshetProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a process ended. */
    public record Result(int exitCode, String out, String err) {

        @Override
        public String toString() {
            return "exit code " + exitCode + "\n--- standard output\n" + out + "--- standard error\n" + err;
        }
    }

    /** A process that isn't started yet. */
    public static final class Launch {

        private final Path folder;
        private Path program = FreshetProcess.jar();
        private final List<String> wrapper = new ArrayList<>();
        /** A process of seconds isn't worth what the second compiler costs. */
        private final List<String> jvm = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));

        private final Map<String, String> environment = new HashMap<>();

        private Launch(Path folder) {
            this.folder = folder;
        }

        /** Another place of the jar. */
        public Launch jar(Path place) {
            program = place;
            return this;
        }

        /** Options of the virtual machine. */
        public Launch jvm(String... options) {
            jvm.addAll(List.of(options));
            return this;
        }

        /** A variable of its environment. */
        public Launch environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** A command that runs another one: it comes first. */
        public Launch under(String... command) {
            wrapper.addAll(List.of(command));
            return this;
        }

        /** The whole command line. */
        public List<String> command(String... arguments) {
            List<String> command = new ArrayList<>(wrapper);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.add("-jar");
            command.add(program.toString());
            command.addAll(List.of(arguments));
            return command;
        }

        public FreshetProcess start(String... arguments) {
            try {
                Path out = Files.createTempFile("freshet-", ".out");
                Path err = Files.createTempFile("freshet-", ".err");
                ProcessBuilder process = new ProcessBuilder(command(arguments))
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                process.environment().putAll(environment);
                return new FreshetProcess(process.start(), out, err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Starts it and waits for its end. */
        public Result run(String... arguments) {
            try (FreshetProcess process = start(arguments)) {
                return process.await();
            }
        }
    }

    /** A process with this working folder. */
    public static Launch in(Path folder) {
        return new Launch(folder);
    }

    /** The jar under test; Maven's integration-test phase names it. */
    public static Path jar() {
        Path jar =
                Path.of(System.getProperty("freshet.jar", "target/freshet.jar")).toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing. Build it with: mvn package");
        }
        return jar;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed on standard output so far. */
    public String out() {
        return text(out);
    }

    /** What it has printed on standard error so far. */
    public String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until standard error has this text, or the process has ended. */
    public void awaitErr(String text) {
        try {
            Awaitility.await(text)
                    .pollInterval(java.time.Duration.ofMillis(5))
                    .atMost(LONGEST_SECONDS, TimeUnit.SECONDS)
                    .until(() -> !process.isAlive() || err().contains(text));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("It doesn't say '" + text + "'.\n" + out() + err() + threads(), e);
        }
    }

    /** What each thread of it is doing. */
    private String threads() {
        try {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process print = new ProcessBuilder(jcmd, Long.toString(pid()), "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            return new String(print.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until {@code freshet run} listens, and gives the address of its page. */
    public URI awaitAddress() {
        awaitErr("Freshet listens on ");
        Matcher address = Pattern.compile("Freshet listens on (\\S+)").matcher(err());
        if (!address.find()) {
            throw new AssertionError("It ended before it listened:\n" + err());
        }
        return URI.create(address.group(1));
    }

    /** Waits for its end, and ends it where that doesn't come. */
    public Result await() {
        if (!endsWithin(LONGEST_SECONDS * 1_000)) {
            process.destroyForcibly();
            throw new AssertionError("Still running after " + LONGEST_SECONDS + " s:\n" + out() + err());
        }
        return new Result(process.exitValue(), out(), err());
    }

    /** Whether it ends by itself within this time. */
    public boolean endsWithin(long milliseconds) {
        try {
            return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill}, which asks it to end. */
    public void terminate() {
        process.destroy();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        endsWithin(LONGEST_SECONDS * 1_000);
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
