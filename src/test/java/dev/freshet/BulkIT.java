package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.FreshetProcess.Result;
import dev.freshet.testing.ProcessStatus;
import dev.freshet.testing.Prose;
import dev.freshet.testing.StoreContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A first pass over many files, a comparison of state and store after it, and the repair of a store that was emptied, in little
 * memory. The files share 200 texts, so that the cache spares the model most of the work: this is about listing, queues and
 * state, not about the speed of the model.
 */
class BulkIT {

    private static final int DOCUMENTS = Integer.getInteger("freshet.bulk.documents", 5_000);
    private static final String HEAP = System.getProperty("freshet.bulk.heap", "256m");

    /** Two pages of chunks, with their texts and vectors, at a time: the number of chunks doesn't matter. */
    private static final String VERIFY_HEAP = "64m";

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

        Measured sync = measured("sync", HEAP);
        Measured verify = measured("verify", VERIFY_HEAP);
        emptyTheStore();
        Measured repair = measured("verify", VERIFY_HEAP, "--repair");
        Measured again = measured("verify", VERIFY_HEAP);

        System.err.printf(
                "BulkIT: %d documents with -Xmx%s in %.0f s, %.0f documents/s, peak of the process %d MB%n",
                DOCUMENTS, HEAP, sync.seconds(), DOCUMENTS / sync.seconds(), sync.peakMegabytes());
        System.err.printf(
                "BulkIT: verify with -Xmx%s in %.1f s, peak of the process %d MB%n",
                VERIFY_HEAP, verify.seconds(), verify.peakMegabytes());
        System.err.printf(
                "BulkIT: verify --repair of the emptied store with -Xmx%s in %.1f s, peak of the process %d MB%n",
                VERIFY_HEAP, repair.seconds(), repair.peakMegabytes());
        assertThat(sync.result().exitCode()).as(sync.toString()).isZero();
        assertThat(sync.result().out()).contains(Integer.toString(DOCUMENTS + 1));
        assertThat(verify.result().exitCode()).as(verify.toString()).isZero();
        assertThat(verify.result().out()).contains("State and store are equal.");
        assertThat(repair.result().exitCode()).as(repair.toString()).isZero();
        assertThat(again.result().out()).as(repair.toString()).contains("State and store are equal.");
    }

    /** How a command ended, and what it needed. */
    private record Measured(Result result, double seconds, long peakMegabytes) {}

    private void emptyTheStore() {
        StoreContents.of(home).execute("DELETE FROM store_chunks");
    }

    private Measured measured(String command, String heap, String... options) {
        long start = System.nanoTime();
        long peak = 0;
        try (FreshetProcess process = FreshetProcess.in(home)
                .jvm("-Xmx" + heap)
                .start(Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new))) {
            while (!process.endsWithin(100)) {
                peak = Math.max(peak, peakKilobytes(process.pid()));
            }
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
            return new Measured(process.await(), seconds, peak / 1_024);
        }
    }

    private static long peakKilobytes(long pid) {
        try {
            return ProcessStatus.number(pid, "VmHWM");
        } catch (IOException endedOrNotLinux) {
            return 0;
        }
    }
}
