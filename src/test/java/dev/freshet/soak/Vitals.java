package dev.freshet.soak;

import dev.freshet.testing.ProcessStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds. Read from Linux and from the virtual machine.
 *
 * @param heapMb in use after a full collection, in MB
 * @param threads of the operating system
 * @param files open file descriptors
 * @param residentMb memory that the process has of the machine, in MB
 */
record Vitals(long heapMb, long threads, long files, long residentMb) {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    static Vitals of(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("GC.heap_info names no used memory");
        }
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new Vitals(
                    Long.parseLong(used.group(1)) / 1024,
                    ProcessStatus.number(pid, "Threads"),
                    files.count(),
                    ProcessStatus.number(pid, "VmRSS") / 1024);
        }
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process jcmd = new ProcessBuilder(program, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String out = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + command + ": " + out);
        }
        return out;
    }

    @Override
    public String toString() {
        return "heap after GC %d MB, %d threads, %d files, resident %d MB"
                .formatted(heapMb, threads, files, residentMb);
    }
}
