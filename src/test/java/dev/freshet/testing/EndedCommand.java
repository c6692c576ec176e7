package dev.freshet.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a command on a home ended. It had a process of its own: a command sets up the log of the whole virtual machine. */
public record EndedCommand(int exitCode, String out, String err) {

    private static final long LONGEST_SECONDS = 120;

    /** Runs a command, whose output goes into files of a folder. */
    public static EndedCommand on(TestHome home, Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--home",
                home.path().toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new EndedCommand(
                process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err));
    }
}
