package dev.freshet.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process. */
public final class ProcessStatus {

    private ProcessStatus() {}

    /**
     * A number of {@code /proc/PID/status}; of memory it is in KiB.
     *
     * @param name such as {@code VmRSS}, the memory that it has of the machine, {@code VmHWM}, the most that it had, or {@code
     *     Threads}
     * @throws IOException where the process has ended, or the system isn't Linux
     */
    public static long number(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("The process " + pid + " has no " + name));
    }
}
