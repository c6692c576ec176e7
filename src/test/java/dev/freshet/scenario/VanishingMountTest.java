package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.EmbedderAround;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder on a mount that goes away while a pass reads it: a real mount, which only root can make. */
class VanishingMountTest {

    private static final int NOTES = 60;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestFolder documents;

    private final AtomicBoolean pulled = new AtomicBoolean();

    @BeforeEach
    void mount() throws Exception {
        home = TestHome.in(folder).option("freshet.workers", "1").option("freshet.queue", "8");
        documents = home.documents();
        Assumptions.assumeTrue(
                run(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=4m",
                                "tmpfs",
                                documents.root().toString())
                        == 0,
                "nothing can be mounted here");
        documents.writeNotes(NOTES);
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", documents.root().toString());
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Pulls the mount away while a document is in the model's hands. */
    private Embedder pulling() {
        return new EmbedderAround(new HashEmbedder()) {
            @Override
            public List<float[]> embed(List<String> texts) {
                if (pulled.compareAndSet(false, true)) {
                    try {
                        assertThat(VanishingMountTest.run(
                                        "umount", "-l", documents.root().toString()))
                                .isZero();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
                return super.embed(texts);
            }
        };
    }

    @Test
    void mount_that_goes_away_between_listing_and_reading_fails_the_pass_and_no_document() throws Exception {
        pulled.set(true);
        try (OpenHome open = OpenHome.of(home, EmbeddedStore::new, pulling())) {
            assertThat(open.pass().status()).isEqualTo(RunStatus.COMPLETED);
            List<String> before = home.store().chunks();
            for (int i = 1; i <= NOTES; i++) {
                documents.write("note-" + i + ".md", "# Note " + i + "\n\nThe gate " + i + " is closed.\n");
            }
            pulled.set(false);

            Run failed = open.pass();

            assertThat(pulled).isTrue();
            assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
            assertThat(failed.message())
                    .contains("went away")
                    .contains(documents.root().toString());
            assertThat(failed.counts().deleted()).isZero();
            assertThat(failed.counts().failed()).isZero();
            assertThat(home.failures()).isEmpty();
            assertThat(home.store().chunks()).hasSameSizeAs(before);
            run(
                    "mount",
                    "-t",
                    "tmpfs",
                    "-o",
                    "size=4m",
                    "tmpfs",
                    documents.root().toString());
            documents.writeNotes(NOTES);
            Run mended = open.pass();
            assertThat(mended.status()).as(mended.message()).isEqualTo(RunStatus.COMPLETED);
            assertThat(mended.counts().deleted()).isZero();
        }
        home.store().assertConsistent();
    }
}
