package dev.freshet.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Work in a process of its own, on the same class path: where the size of the heap is what is measured. */
final class ChildJvm {

    private ChildJvm() {}

    /**
     * What it printed: lines with a name and a number; others are none of ours.
     *
     * @param lines of its standard output
     */
    record Result(List<String> lines) {

        Samples samples(String name) {
            return new Samples(lines.stream()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .toList());
        }
    }

    /**
     * Runs a main method and waits for its end.
     *
     * @param options for the JVM
     */
    static Result run(List<String> options, Class<?> main, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        Process child =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (child.waitFor() != 0) {
            throw new IllegalStateException(main.getSimpleName() + " failed with " + child.exitValue());
        }
        return new Result(output.lines().toList());
    }
}
