package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.EmbedderAround;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.pass.Pass;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.StoreDump;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what is saved is searchable at once, however much is being ingested, and the newer content stays. */
class OvertakingTest {

    /** So many that all workers, their queue and the listing are full of them. */
    private static final int LOAD = 30;

    @TempDir
    private Path folder;

    private final CountDownLatch gate = new CountDownLatch(1);
    private TestHome home;
    private TestFolder documents;
    private TestService service;

    /** A model that takes as long as the test wants for the texts of the load. */
    private final class PatientModel extends EmbedderAround {

        private final Embedder model;

        PatientModel(Embedder model) {
            super(model);
            this.model = model;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            if (texts.stream().anyMatch(text -> text.contains("load"))) {
                awaitGate();
            }
            return super.embed(texts);
        }

        @Override
        public void close() {
            model.close();
        }
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void a_load_that_does_not_end() throws IOException {
        home = TestHome.in(folder).option("freshet.workers", "2").option("freshet.queue", "4");
        home.docs()
                .with("every", "1h")
                .with("watch", "true")
                .with("debounce", "200ms")
                .write();
        documents = home.documents();
        documents.writeNotes(3);
        home.sync();
        for (int i = 10; i < 10 + LOAD; i++) {
            documents.write("load/" + i + ".md", "# Page " + i + "\n\nPart " + i + " of a load.\n");
        }
        // a watch that begins looks at everything
        service = TestService.of(home, new PatientModel(new MiniLmEmbedder(2)));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> complete().stream().anyMatch(pass -> pass.inHand() >= 2 + 4));
    }

    private List<Pass> complete() {
        return service.service().passes().active("docs").stream().toList();
    }

    private List<Run> runs() {
        return service.memory().runs().newest(100);
    }

    private void awaitQuiet() {
        await().during(Duration.ofMillis(600))
                .atMost(Duration.ofSeconds(30))
                .until(() -> runs().stream()
                        .noneMatch(run -> run.status() == RunStatus.WAITING || run.status() == RunStatus.RUNNING));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        service.close();
    }

    private void awaitStored(String document, String word) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> StoreDump.query(
                                        home.path(),
                                        "SELECT text FROM store_chunks WHERE document = '" + document
                                                + "' AND text LIKE '%" + word + "%'")
                                .size()
                        == 1);
    }

    /** A document of the load that no thread has in hand; two workers and the listing itself have one each. */
    private String waiting() {
        await().until(() -> inHand().size() == 3);
        List<String> inHand = inHand();
        return IntStream.range(10, 10 + LOAD)
                .mapToObj(number -> "load/" + number + ".md")
                .filter(document -> !inHand.contains(document))
                .findFirst()
                .orElseThrow();
    }

    private List<String> inHand() {
        return StoreDump.query(home.path(), "SELECT document FROM intents");
    }

    @Test
    void changed_and_new_documents_overtake_a_load_of_the_same_source() throws IOException {
        documents.write("note-1.md", "# Note 1\n\nThe gate opens at midnight.\n");
        awaitStored("note-1.md", "midnight");
        documents.write("new.md", "# New\n\nIt came in the meantime.\n");
        awaitStored("new.md", "meantime");

        assertThat(complete()).singleElement().satisfies(pass -> {
            assertThat(pass.request().listsEverything()).isTrue();
            assertThat(pass.counts(0).added()).isZero();
        });
        gate.countDown();
        awaitQuiet();
        assertThat(runs()).extracting(Run::status).containsOnly(RunStatus.COMPLETED);
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_document_of_the_load_that_is_saved_again_keeps_its_newer_content() throws IOException {
        String waiting = waiting();
        documents.write(waiting, "# Page\n\nWritten anew.\n");
        awaitStored(waiting, "anew");

        gate.countDown();
        awaitQuiet();

        assertThat(runs()).extracting(Run::status).containsOnly(RunStatus.COMPLETED);
        assertThat(runs().stream().mapToLong(run -> run.counts().added()).sum()).isEqualTo(3 + LOAD);
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_document_that_is_deleted_goes_by_the_next_complete_pass() throws IOException {
        documents.write("note-1.md", "# Note 1\n\nThe gate opens at midnight.\n");
        awaitStored("note-1.md", "midnight");
        documents.delete("note-1.md");
        documents.write("note-2.md", "# Note 2\n\nIt stays, and was changed.\n");
        awaitStored("note-2.md", "stays");

        gate.countDown();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> StoreDump.query(home.path(), "SELECT document FROM documents WHERE document = 'note-1.md'")
                        .isEmpty());
        awaitQuiet();

        home.assertEqualToFreshIngest();
    }

    @Test
    void a_stop_ends_both_and_the_next_start_goes_on() throws Exception {
        documents.write("note-1.md", "# Note 1\n\nThe load of the gate.\n");
        await().until(() -> service.service().passes().over("docs").size() == 2);
        service.service().passes().over("docs").forEach(Pass::interrupt);
        gate.countDown();
        service.close();

        assertThat(home.lastRun("docs").completedAt()).isNotNull();
        service = TestService.of(home);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> StoreDump.query(home.path(), "SELECT document FROM documents WHERE status = 'indexed'")
                                .size()
                        == 3 + LOAD);
        awaitQuiet();
        home.assertEqualToFreshIngest();
    }
}
