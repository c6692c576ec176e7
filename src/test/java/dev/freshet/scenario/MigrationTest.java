package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.Models;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.EmbedderAround;
import dev.freshet.embed.RefusedTextsException;
import dev.freshet.embed.Tokenizer;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.store.Search;
import dev.freshet.store.SearchHit;
import dev.freshet.testing.Commands;
import dev.freshet.testing.CrashPoint;
import dev.freshet.testing.CrashingFreshet;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.Prose;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: another model or other chunks are a migration. The old vectors answer every search until the new ones are
 * complete, what changes meanwhile is in both, one switch makes the new ones answer, and nothing is left of the old ones. A
 * killed process goes on where it was, and what fails or is given up leaves the old ones as they are.
 */
class MigrationTest {

    private static final int DOCUMENTS = 12;
    private static final int KILLED = 137;
    private static final int MINILM_DIMENSIONS = 384;

    /** In one document, which the model of {@link Picky} doesn't take. */
    private static final String UNLUCKY = "unlucky";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestFolder documents;

    private final Prose prose = new Prose(11);

    /** Another model than the built-in one, with other dimensions, which refuses a word. */
    private static final class Picky extends EmbedderAround {

        Picky() {
            super(new HashEmbedder());
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            if (texts.stream().anyMatch(text -> text.contains(UNLUCKY))) {
                throw new RefusedTextsException("not that word");
            }
            return super.embed(texts);
        }
    }

    @BeforeEach
    void make_home() throws IOException {
        home = TestHome.in(folder).option("freshet.chunk.size", "64").option("freshet.chunk.overlap", "0");
        documents = home.documents();
        for (int i = 0; i < DOCUMENTS; i++) {
            documents.write("note-" + i + ".md", text(i == 0 ? UNLUCKY : "lucky"));
        }
    }

    private String text(String word) {
        return "# The flood gate\n\nThe " + word + " gate. " + prose.words(70) + ".\n\n" + prose.words(70) + ".\n";
    }

    private OpenHome open(Embedder model) {
        return OpenHome.of(home, EmbeddedStore::new, model);
    }

    private static void assertCompleted(Run run) {
        assertThat(run.status()).as(run.message()).isEqualTo(RunStatus.COMPLETED);
    }

    private static List<SearchHit> search(OpenHome open, String text) {
        return new Search(open.freshet().migration().model(), open.memory().store())
                .search(text, 10, Set.of(), Map.of());
    }

    private static Set<String> ids(List<SearchHit> hits) {
        return hits.stream().map(hit -> hit.chunkId().toString()).collect(Collectors.toSet());
    }

    private Set<String> served() {
        return new HashSet<>(home.store().column("SELECT chunk_id FROM store_chunks"));
    }

    private long dimensions() {
        assertThat(home.store().column("SELECT DISTINCT length(vector) / 4 FROM store_chunks"))
                .as("vectors of one model alone")
                .hasSize(1);
        return home.store().number("SELECT length(vector) / 4 FROM store_chunks LIMIT 1");
    }

    private void assertNothingIsLeft() {
        assertThat(home.store()
                        .column("SELECT name FROM sqlite_schema WHERE name LIKE 'store_%next%'"
                                + " OR name LIKE 'store_%old%'"))
                .isEmpty();
        assertThat(home.store().column("SELECT role FROM vector_sets")).containsExactly("serving");
        assertThat(home.store().number("SELECT count(*) FROM documents_to_remake"))
                .isZero();
    }

    /** What a first pass with this model makes of the documents as they are. */
    private void assertEqualToFreshIngest(Embedder model) throws IOException {
        home.store().assertConsistent();
        TestHome fresh = TestHome.withoutSource(Files.createTempDirectory(folder, "fresh"));
        fresh.source("docs", documents.root()).write();
        Files.copy(home.path().resolve("application.properties"), fresh.path().resolve("application.properties"));
        CrashingFreshet.pass(fresh.path(), EmbeddedStore::new, TestHome.SYNC, model);
        assertThat(home.store().documents()).isEqualTo(fresh.store().documents());
        assertThat(home.store().chunks()).isNotEmpty().isEqualTo(fresh.store().chunks());
    }

    @Test
    void searches_are_never_empty_and_never_mixed_while_documents_change() throws Exception {
        home.sync();
        home.option("freshet.chunk.size", "40");
        Set<String> old = served();
        Queue<Set<String>> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService askers = Executors.newSingleThreadExecutor();
        try (OpenHome open = open(new Picky())) {
            Future<?> asking = askers.submit(() -> {
                while (!done.get()) {
                    answers.add(ids(search(open, "flood gate")));
                }
            });

            // one document holds the migration up
            assertCompleted(open.pass());
            assertThat(served()).isEqualTo(old);
            documents.write("note-1.md", text("heron"));
            documents.write("note-new.md", text("osprey"));
            documents.delete("note-2.md");
            assertCompleted(open.pass());
            old.addAll(served());
            assertThat(dimensions()).isEqualTo(MINILM_DIMENSIONS);
            assertThat(search(open, "heron").get(0).text()).contains("heron");
            assertThat(search(open, "osprey").get(0).text()).contains("osprey");
            assertThat(home.store().chunksOf("note-2.md")).isEmpty();

            documents.write("note-0.md", text("lucky"));
            assertCompleted(open.pass());
            assertThat(dimensions()).isEqualTo(HashEmbedder.DIMENSIONS);
            answers.add(ids(search(open, "flood gate")));
            done.set(true);
            asking.get();
        } finally {
            done.set(true);
            askers.shutdown();
        }

        Set<String> made = served();
        assertThat(answers).hasSizeGreaterThan(10).allSatisfy(ids -> {
            assertThat(ids).isNotEmpty();
            assertThat(old.containsAll(ids) || made.containsAll(ids))
                    .as("of one set")
                    .isTrue();
        });
        assertThat(answers)
                .as("of the old set")
                .anySatisfy(ids -> assertThat(made.containsAll(ids)).isFalse());
        assertThat(answers)
                .as("of the new set")
                .anySatisfy(ids -> assertThat(old.containsAll(ids)).isFalse());
        assertNothingIsLeft();
        assertEqualToFreshIngest(new HashEmbedder());
    }

    @Test
    void a_killed_migration_leaves_the_old_vectors_and_goes_on() throws Exception {
        try (OpenHome open = open(new HashEmbedder())) {
            assertCompleted(open.pass());
        }
        List<String> before = home.store().chunks();
        home.option("freshet.chunk.size", "40");

        for (int nth : new int[] {3, 5}) {
            Process process = CrashingFreshet.start(home.path(), null, TestHome.SYNC, CrashPoint.BETWEEN_BATCHES, nth);
            assertThat(process.waitFor()).isEqualTo(KILLED);
            assertThat(home.store().chunks()).isEqualTo(before);
        }
        long made = home.store().number("SELECT count(DISTINCT document) FROM store_chunks_next");
        assertThat(made).isBetween(1L, DOCUMENTS - 1L);

        try (OpenHome open = open(new HashEmbedder())) {
            assertThat(home.store().number("SELECT count(DISTINCT document) FROM store_chunks_next"))
                    .as("what was made stays made")
                    .isEqualTo(made);
            assertThat(search(open, "flood gate")).isNotEmpty();
            assertCompleted(open.pass());
        }
        assertNothingIsLeft();
        assertEqualToFreshIngest(new HashEmbedder());
    }

    @Test
    void a_migration_that_fails_leaves_the_old_vectors_and_old_options_give_it_up() throws IOException {
        home.sync();
        List<String> before = home.store().chunks();
        home.option("freshet.chunk.size", "40");
        try (OpenHome open = open(new Picky())) {
            assertCompleted(open.pass());
            assertThat(home.store().chunks()).isEqualTo(before);
            assertThat(search(open, "flood gate")).isNotEmpty();
        }

        home.option("freshet.chunk.size", "64");
        documents.write("note-3.md", text("heron"));
        try (OpenHome open = open(Models.of(home.checked().settings(), 1))) {
            assertThat(home.store().chunks()).isEqualTo(before);
            assertThat(open.memory().verification().compare(Set.of()).isEqual()).isTrue();
        }
        home.sync();

        assertNothingIsLeft();
        home.assertEqualToFreshIngest();
    }

    @Test
    void health_tells_of_documents_that_hold_it() throws Exception {
        home.sync();
        home.option("freshet.chunk.size", "40");

        try (TestService service = TestService.of(home, new Picky())) {
            service.service().pass("docs", TestHome.SYNC);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(service.get("/health").body())
                            .contains("waits for documents that fail with it (1), such as docs:")
                            .contains("put the old options back"));
        }
    }

    @Test
    void a_third_recipe_takes_the_place_of_an_unfinished_one() throws IOException {
        home.sync();
        home.option("freshet.chunk.size", "40");
        try (OpenHome open = open(new Picky())) {
            assertCompleted(open.pass());
        }
        home.option("freshet.chunk.size", "48");
        try (OpenHome open = open(new HashEmbedder())) {
            assertThat(dimensions()).isNotEqualTo(HashEmbedder.DIMENSIONS);
            assertCompleted(open.pass());
        }
        assertNothingIsLeft();
        assertEqualToFreshIngest(new HashEmbedder());
    }

    @Test
    void without_the_old_model_words_find_the_old_vectors_and_what_changes() throws IOException {
        // the options say minilm, so what was noted of this one finds no model of its name
        try (OpenHome open = open(new HashEmbedder())) {
            assertCompleted(open.pass());
        }
        documents.write("note-1.md", text("heron"));
        home.option("freshet.chunk.size", "40");
        documents.write("note-0.md", text(UNLUCKY));
        try (OpenHome open = open(new Unlike())) {
            assertCompleted(open.pass());
            assertThat(home.store().column("SELECT role FROM vector_sets ORDER BY role"))
                    .containsExactly("next", "serving");
            assertThat(search(open, "flood gate")).isNotEmpty();
            assertThat(search(open, "heron").get(0).text()).contains("heron");
            assertThat(dimensions()).isEqualTo(HashEmbedder.DIMENSIONS);
        }
    }

    /** {@link Picky} under another name. */
    private static final class Unlike implements Embedder {

        private final Picky model = new Picky();

        @Override
        public String model() {
            return "unlike";
        }

        @Override
        public int dimensions() {
            return model.dimensions();
        }

        @Override
        public int maxTokens() {
            return model.maxTokens();
        }

        @Override
        public Tokenizer tokenizer() {
            return model.tokenizer();
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return model.embed(texts);
        }
    }

    @Test
    void documents_of_a_source_without_a_file_hold_it_until_they_are_forgotten() throws Exception {
        TestFolder others = new TestFolder(folder.resolve("others")).writeNotes(2);
        home.source("others", others.root()).write();
        home.sync();
        List<String> before = home.store().chunks();
        Files.delete(home.path().resolve("routes/sources/others.camel.yaml"));
        home.option("freshet.chunk.size", "40");

        home.sync();
        assertThat(home.store().chunks()).isEqualTo(before);

        assertThat(Commands.run(home, "forget", "others").exitCode()).isZero();
        home.sync();
        assertNothingIsLeft();
        home.assertEqualToFreshIngest();
    }

    @Test
    void plan_and_status_tell_it() throws Exception {
        home.sync();
        home.option("freshet.chunk.size", "40");

        assertThat(Commands.run(home, "plan").out())
                .contains("A migration would begin, from model all-minilm-l6-v2-q, chunks of 64 tokens")
                .contains("to model all-minilm-l6-v2-q, chunks of 40 tokens")
                .contains("12 to update");
        try (OpenHome open = open(new Picky())) {
            assertCompleted(open.pass());
        }

        assertThat(Commands.run(home, "status").out())
                .contains("A migration is under way, to model hash, chunks of 40 tokens")
                .contains("1 document to be made anew")
                .contains("hold it up: docs:note-0.md.");
        assertThat(Commands.run(home, "search", "flood gate").out()).contains("note-");
    }
}
