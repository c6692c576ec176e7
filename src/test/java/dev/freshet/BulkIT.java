package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.FreshetProcess.Result;
import dev.freshet.testing.Prose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A first pass over many files in little memory. The files share 200 texts, so that the cache spares the model most of the
 * work: this is about listing, queues and state, not about the speed of the model.
 */
class BulkIT {

    private static final int DOCUMENTS = Integer.getInteger("freshet.bulk.documents", 5_000);
    private static final String HEAP = System.getProperty("freshet.bulk.heap", "256m");
    private static final int TEXTS = 200;
    private static final int FILES_A_FOLDER = 500;

    @TempDir
    private Path home;

    @Test
    void brings_many_files_through_in_little_memory() throws IOException {
        FreshetProcess.in(home).run("init");
        Prose prose = new Prose(1);
        List<String> texts =
                IntStream.range(0, TEXTS).mapToObj(i -> prose.document()).toList();
        for (int i = 0; i < DOCUMENTS; i++) {
            Path folder = home.resolve("documents/" + i / FILES_A_FOLDER);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(i + ".md"), texts.get(i % TEXTS));
        }
        long start = System.nanoTime();
        long peak = 0;

        Result result;
        try (FreshetProcess sync = FreshetProcess.in(home).jvm("-Xmx" + HEAP).start("sync")) {
            while (!sync.endsWithin(500)) {
                peak = Math.max(peak, peakKilobytes(sync.pid()));
            }
            result = sync.await();
        }

        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
        System.err.printf(
                "BulkIT: %d documents with -Xmx%s in %.0f s, %.0f documents/s, peak of the process %d MB%n",
                DOCUMENTS, HEAP, seconds, DOCUMENTS / seconds, peak / 1_024);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains(Integer.toString(DOCUMENTS + 1));
    }

    private static long peakKilobytes(long pid) {
        Path status = Path.of("/proc/" + pid + "/status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException endedOrNotLinux) {
            return 0;
        }
    }
}
