package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.HttpStore;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.StoreServer;
import dev.freshet.testing.StoreServer.Answer;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that can't be used is no document's fault, and what it took before it failed is put right. */
class StoreOutageTest {

    private static final int NOTES = 40;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestFolder documents;

    private final StoreServer store = StoreServer.start();
    private final FaultProxy proxy = FaultProxy.to(store.uri());

    @BeforeEach
    void makeHome() throws IOException {
        home = TestHome.in(folder)
                .option("freshet.workers", "2")
                .option("freshet.chunk.size", "64")
                .option("freshet.chunk.overlap", "0")
                .option("freshet.delete-guard.percent", "100")
                .option("freshet.outage.patience", "2s")
                .option("freshet.outage.pause", "500ms");
        documents = home.documents();
        write("opens at noon");
    }

    @AfterEach
    void stop() {
        proxy.close();
        store.close();
    }

    /** Several chunks each, so that a batch has halves. */
    private void write(String what) throws IOException {
        for (int i = 0; i < NOTES; i++) {
            StringBuilder text = new StringBuilder("# Note " + i + "\n");
            for (int part = 0; part < 6; part++) {
                text.append("\n## Part ")
                        .append(part)
                        .append("\n\n")
                        .append(("Gate " + i + " " + what + ". ").repeat(9));
                text.append('\n');
            }
            documents.write("note-" + i + ".md", text.toString());
        }
    }

    private static OpenHome open(TestHome home, URI store) {
        return OpenHome.of(home, database -> new HttpStore(store), new HashEmbedder());
    }

    private void assertEqualToFreshIngest() throws IOException {
        TestHome fresh = TestHome.withoutSource(folder.resolve("fresh"))
                .option("freshet.chunk.size", "64")
                .option("freshet.chunk.overlap", "0");
        fresh.source("docs", documents.root()).write();
        try (StoreServer second = StoreServer.start();
                OpenHome ingest = open(fresh, second.uri())) {
            assertThat(ingest.pass().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(store.contents()).isNotEmpty().isEqualTo(second.contents());
        }
        assertThat(home.store().documents()).isEqualTo(fresh.store().documents());
        for (String left : List.of("intents", "chunks_in_doubt")) {
            assertThat(home.store().number("SELECT count(*) FROM " + left)).isZero();
        }
    }

    /** What becomes of calls. */
    enum Outage {
        DOWN,
        SILENT,
        REFUSES,
        TAKES_HALF
    }

    private void happens(Outage outage) {
        switch (outage) {
            case DOWN -> proxy.does(FaultProxy.Fault.RESET);
            case SILENT -> proxy.does(FaultProxy.Fault.BLACK_HOLE);
            case REFUSES -> store.failing(call -> Answer.REFUSED);
            case TAKES_HALF -> store.failing(call -> call.equals("/upsert") ? Answer.HALF : Answer.WHOLE);
        }
    }

    private void mend() {
        proxy.does(FaultProxy.Fault.NONE);
        store.failing(call -> Answer.WHOLE);
    }

    @ParameterizedTest
    @EnumSource
    void outage_fails_the_pass_and_no_document_and_the_next_pass_makes_all_good(Outage outage) throws Exception {
        try (OpenHome open = open(home, proxy.uri())) {
            assertThat(open.pass().status()).isEqualTo(RunStatus.COMPLETED);
            List<String> before = store.contents();
            write("is closed");
            documents.delete("note-0.md");
            documents.write("new.md", "# New\n\nIt came while the store was away.");
            happens(outage);

            Run failed = open.pass();

            assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
            assertThat(failed.message())
                    .startsWith("The vector store has been out of reach since ")
                    .contains("Look at the vector store");
            assertThat(failed.counts().failed()).isZero();
            assertThat(failed.counts().deleted()).isZero();
            assertThat(store.contents()).as("old chunks stay searchable").containsAll(before);
            assertThat(home.failures())
                    .allSatisfy(failure -> assertThat(failure.attempts()).isZero());
            mend();
            Run mended = open.pass();
            assertThat(mended.status()).as(mended.message()).isEqualTo(RunStatus.COMPLETED);
            assertThat(mended.counts().deleted()).isEqualTo(1);
            assertThat(mended.counts().failed()).isZero();
            assertThat(home.failures()).isEmpty();
        }
        assertEqualToFreshIngest();
    }

    @Test
    void new_document_that_is_half_written_and_then_deleted_leaves_nothing() throws Exception {
        try (OpenHome open = open(home, proxy.uri())) {
            happens(Outage.TAKES_HALF);
            assertThat(open.pass().status()).isEqualTo(RunStatus.FAILED);
            assertThat(store.contents()).isNotEmpty();
            for (int i = 0; i < NOTES; i++) {
                documents.delete("note-" + i + ".md");
            }
            documents.write("new.md", "# New\n\nThe only one.");
            mend();

            Run mended = open.pass();

            assertThat(mended.status()).as(mended.message()).isEqualTo(RunStatus.COMPLETED);
        }
        assertEqualToFreshIngest();
    }

    @Test
    void deletions_wait_for_a_store_that_is_away() throws Exception {
        try (OpenHome open = open(home, proxy.uri())) {
            open.pass();
            for (int i = 0; i < 5; i++) {
                documents.delete("note-" + i + ".md");
            }
            happens(Outage.DOWN);

            Run failed = open.pass();

            assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
            assertThat(failed.counts().deleted()).isZero();
            mend();
            assertThat(open.pass().counts().deleted()).isEqualTo(5);
        }
        assertEqualToFreshIngest();
    }

    @Test
    void store_that_is_slow_is_not_down() throws Exception {
        proxy.delays(Duration.ofMillis(50));
        try (OpenHome open = open(home, proxy.uri())) {
            Run run = open.pass();

            assertThat(run.status()).as(run.message()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.counts().added()).isEqualTo(NOTES);
        }
        assertEqualToFreshIngest();
    }
}
