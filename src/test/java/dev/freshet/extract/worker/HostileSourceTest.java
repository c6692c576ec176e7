package dev.freshet.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: in a pass over hostile documents each ends indexed, or failed with stage and reason, and the others go on. */
class HostileSourceTest {

    private static final long TWO_GB = 2L << 30;

    private static final List<String> ORDINARY = List.of("aaa.md", "zzz.md", "macro.docm", "links.docx", "links.odt");

    @TempDir
    private Path folder;

    @Test
    void each_ends_indexed_or_failed_with_stage_and_reason_and_ordinary_ones_are_indexed() throws IOException {
        TestHome home = TestHome.in(folder)
                .option("freshet.extract.timeout", "5s")
                .option("freshet.extract.memory", "128MB")
                .option("freshet.extract.max-text", "100000")
                .option("freshet.workers", "2");
        home.docs().with("include", "**").with("maxSize", "4GB").write();
        Set<String> hostile = new TreeSet<>(Set.of("two-gigabytes.txt"));
        for (var bomb : Bombs.all("http://127.0.0.1:9", "file:///etc/hostname").entrySet()) {
            Files.write(home.documents().root().resolve(bomb.getKey()), bomb.getValue());
            hostile.add(bomb.getKey());
        }
        try (RandomAccessFile sparse = new RandomAccessFile(
                home.documents().root().resolve("two-gigabytes.txt").toFile(), "rw")) {
            sparse.setLength(TWO_GB);
        }
        home.documents().write("aaa.md", "# First\n\nAn ordinary document.");
        home.documents().write("zzz.md", "# Last\n\nAn ordinary document.");

        Run run = pass(home);

        List<String> ends = home.store()
                .column("SELECT document FROM documents WHERE status = 'indexed' OR (status = 'failed' AND stage IN"
                        + " ('detect', 'extract') AND length(error) > 20)");
        assertThat(run.status()).as(run.message()).isEqualTo(RunStatus.COMPLETED);
        assertThat(ends).containsAll(hostile).hasSize(hostile.size() + 2);
        readAgainWhatHadNoTime(home);
        assertThat(home.store().indexed())
                .as(
                        "failed: %s",
                        home.store().column("SELECT document || ': ' || error FROM documents WHERE error <> ''"))
                .containsAll(ORDINARY);
        assertThat(home.store()
                        .column("SELECT stage || ': ' || error FROM documents WHERE document = 'two-gigabytes.txt'"))
                .singleElement()
                .asString()
                .startsWith("detect: ")
                .contains("freshet.extract.max-size");
        home.store().assertConsistent();
    }

    /** On a busy machine an ordinary document may take longer than its time, too. It has to be indexed in the end. */
    private static void readAgainWhatHadNoTime(TestHome home) {
        for (int pass = 0; pass < 3 && !home.store().indexed().containsAll(ORDINARY); pass++) {
            try (Memory memory = Memory.forWriting(home.path(), home.checked())) {
                memory.documents().retryNow("docs");
            }
            pass(home);
        }
    }

    private static Run pass(TestHome home) {
        CheckedHome checked = home.checked();
        try (Memory memory = Memory.forWriting(home.path(), checked);
                Freshet freshet = new Freshet(home.path(), checked, memory, false, new HashEmbedder())) {
            freshet.start();
            return freshet.pass("docs", TestHome.SYNC)
                    .done()
                    .orTimeout(5, TimeUnit.MINUTES)
                    .join();
        }
    }
}
