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

/** Commands from the classes of the build, each in a process of its own: one sets up the log of the whole virtual machine. */
public final class Commands {

    /** How a command ended. */
    public record Ended(int exitCode, String out, String err) {}

    private Commands() {}

    /** Runs a command over a home. */
    public static Ended run(TestHome home, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--home",
                home.path().toString()));
        command.addAll(List.of(arguments));
        Path out = home.path().resolveSibling("out");
        Path err = home.path().resolveSibling("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err));
    }
}
