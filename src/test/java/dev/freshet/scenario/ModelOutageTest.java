package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.freshet.document.Status;
import dev.freshet.remote.Breaker;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.HttpEmbedder;
import dev.freshet.testing.ModelServer;
import dev.freshet.testing.ModelServer.Answer;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A model that can't be used is no document's fault, and a document that a model can't read is. */
class ModelOutageTest {

    private static final int NOTES = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestFolder documents;

    private final ModelServer model = ModelServer.start();
    private final FaultProxy proxy = FaultProxy.to(model.uri());
    private final Logger logger = (Logger) LoggerFactory.getLogger(Breaker.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void makeHome() throws IOException {
        home = TestHome.in(folder)
                .option("freshet.workers", "2")
                .option("freshet.outage.patience", "2s")
                .option("freshet.outage.pause", "500ms");
        documents = home.documents().writeNotes(NOTES);
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
        proxy.close();
        model.close();
    }

    private OpenHome open() {
        return OpenHome.of(home, EmbeddedStore::new, new HttpEmbedder(proxy.uri()));
    }

    private List<String> logged(Level level) {
        return log.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private void assertEqualToFreshIngest() throws IOException {
        TestHome fresh = TestHome.withoutSource(folder.resolve("fresh"));
        fresh.source("docs", documents.root()).write();
        try (OpenHome ingest = OpenHome.of(fresh, EmbeddedStore::new, new HashEmbedder())) {
            assertThat(ingest.pass().status()).isEqualTo(RunStatus.COMPLETED);
        }
        home.store().assertConsistent();
        assertThat(home.store().documents())
                .isNotEmpty()
                .isEqualTo(fresh.store().documents());
        assertThat(home.store().chunks()).isNotEmpty().isEqualTo(fresh.store().chunks());
        assertThat(home.store().number("SELECT count(*) FROM intents")).isZero();
    }

    private void assertThatNothingWasBlamed(Run run) {
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.counts().failed()).isZero();
        assertThat(run.counts().deleted()).isZero();
        assertThat(home.failures()).isEmpty();
    }

    /** What becomes of calls. */
    enum Outage {
        RESET,
        BLACK_HOLE,
        ERROR_500,
        TOO_MANY_429,
        WRONG_DIMENSION,
        NOT_A_NUMBER
    }

    private void happens(Outage outage) {
        switch (outage) {
            case RESET -> proxy.does(FaultProxy.Fault.RESET);
            case BLACK_HOLE -> proxy.does(FaultProxy.Fault.BLACK_HOLE);
            case ERROR_500 -> model.failing(texts -> Answer.status(500));
            case TOO_MANY_429 -> model.failing(texts -> Answer.slowDown(1));
            case WRONG_DIMENSION -> model.failing(texts -> Answer.ofLength(3));
            case NOT_A_NUMBER -> model.failing(texts -> Answer.notANumber());
        }
    }

    @ParameterizedTest
    @EnumSource
    void outage_fails_the_pass_and_no_document_and_the_next_pass_makes_all_good(Outage outage) throws Exception {
        try (OpenHome open = open()) {
            documents.delete("note-1.md");
            documents.write("gone.md", "# Gone\n\nIt was here.");
            assertThat(open.pass().status()).isEqualTo(RunStatus.COMPLETED);
            documents.delete("gone.md");
            for (int i = 2; i <= NOTES; i++) {
                documents.write("note-" + i + ".md", "# Note " + i + "\n\nThe gate " + i + " is closed.\n");
            }
            int before = model.times().size() + proxy.connections();
            happens(outage);

            Run failed = open.pass();

            assertThatNothingWasBlamed(failed);
            assertThat(failed.message())
                    .startsWith("The model has been out of reach since ")
                    .contains("Look at the model");
            // each failing call of the first few may ask a plain text too; then trials, one at a time
            assertThat(model.times().size() + proxy.connections() - before).isLessThan(30);
            assertThat(logged(Level.WARN)).hasSize(1);
            assertThat(home.store().chunks()).anyMatch(chunk -> chunk.contains("gone.md"));
            proxy.does(FaultProxy.Fault.NONE);
            model.works();
            Run mended = open.pass();
            assertThat(mended.status()).as(mended.message()).isEqualTo(RunStatus.COMPLETED);
            assertThat(mended.counts().updated()).isEqualTo(NOTES - 1);
            assertThat(mended.counts().deleted()).isEqualTo(1);
            assertThat(logged(Level.INFO)).hasSize(1);
        }
        assertEqualToFreshIngest();
    }

    @Test
    void pass_waits_for_a_model_that_is_away_for_a_moment() throws Exception {
        home.option("freshet.outage.patience", "1m");
        try (OpenHome open = open()) {
            proxy.does(FaultProxy.Fault.RESET);
            CompletableFuture<Run> pass = open.begin(TestHome.SYNC);
            Awaitility.await()
                    .until(() -> !open.freshet().passes().active().isEmpty()
                            && logged(Level.WARN).size() == 1);

            proxy.does(FaultProxy.Fault.NONE);

            Run run = pass.get(1, TimeUnit.MINUTES);
            assertThat(run.status()).as(run.message()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.counts().added()).isEqualTo(NOTES);
        }
        assertEqualToFreshIngest();
    }

    @Test
    void stop_ends_the_waiting() throws Exception {
        home.option("freshet.outage.patience", "1h");
        try (OpenHome open = open()) {
            proxy.does(FaultProxy.Fault.RESET);
            CompletableFuture<Run> pass = open.begin(TestHome.SYNC);
            Awaitility.await().until(() -> logged(Level.WARN).size() == 1);

            boolean stopped = open.freshet().passes().stop(Duration.ofSeconds(20));

            assertThat(stopped).isTrue();
            assertThat(pass.get().status()).isEqualTo(RunStatus.INTERRUPTED);
        }
        assertThat(home.failures()).isEmpty();
        assertThat(home.store().number("SELECT count(*) FROM intents")).isZero();
    }

    @Test
    void model_that_asks_to_be_left_alone_is_left_alone() throws Exception {
        home.option("freshet.outage.patience", "1m");
        // one hand, so that no call is under way when the model says no; a full queue would make the listing another
        home.option("freshet.workers", "1").option("freshet.queue", Integer.toString(2 * NOTES));
        int[] calls = {0};
        model.failing(texts -> ++calls[0] == 3 ? Answer.slowDown(3) : Answer.RIGHT);
        try (OpenHome open = open()) {
            Run run = open.pass();

            assertThat(run.status()).as(run.message()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.counts().added()).isEqualTo(NOTES);
        }
        List<Long> times = model.times();
        assertThat(Duration.ofNanos(times.get(3) - times.get(2))).isGreaterThanOrEqualTo(Duration.ofMillis(2900));
        assertThat(logged(Level.WARN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 3, -1})
    void what_a_model_says_of_one_document_alone_is_its_failure(int what) throws Exception {
        documents.write("poison.md", "# Poison\n\nNo model can read it.");
        model.failing(texts -> {
            boolean poison = texts.stream().anyMatch(text -> text.contains("No model can read it"));
            if (!poison) {
                return Answer.RIGHT;
            }
            return what > 100 ? Answer.status(what) : what < 0 ? Answer.notANumber() : Answer.ofLength(what);
        });
        try (OpenHome open = open()) {
            Run run = open.pass();

            assertThat(run.status()).as(run.message()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.counts().added()).isEqualTo(NOTES);
            assertThat(run.counts().failed()).isEqualTo(1);
        }
        assertThat(home.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.key().document()).isEqualTo("poison.md");
            assertThat(failure.stage()).isEqualTo("embed");
            assertThat(failure.attempts()).isEqualTo(1);
            assertThat(failure.status()).isEqualTo(Status.FAILED);
        });
        assertThat(logged(Level.WARN)).isEmpty();
    }
}
