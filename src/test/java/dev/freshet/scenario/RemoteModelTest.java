package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.Models;
import dev.freshet.check.CheckedHome;
import dev.freshet.config.Settings;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.plan.PlannedChange;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.EmbeddingServer;
import dev.freshet.testing.EmbeddingServer.Asked;
import dev.freshet.testing.EmbeddingServer.Reply;
import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.Logged;
import dev.freshet.testing.ModelFolder;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes with models other than the built-in one, as a home's options choose them; their vectors are those of the built-in one. */
class RemoteModelTest {

    private static final MiniLmEmbedder REAL = new MiniLmEmbedder(2);
    private static final String KEY = "sk-0123456789abcdef";
    private static final int NOTES = 12;

    @TempDir
    Path folder;

    private final EmbeddingServer server = EmbeddingServer.around(REAL);
    private TestHome home;
    private TestFolder documents;

    @BeforeEach
    void make_home() throws IOException {
        home = TestHome.in(folder)
                .option("freshet.embedding", "openai")
                .option("freshet.embedding.openai.url", server.uri() + "/v1/")
                .option("freshet.embedding.openai.key", KEY)
                .option("freshet.embedding.openai.model", "all-minilm")
                .option("freshet.embedding.openai.dimensions", "384")
                .option("freshet.outage.patience", "2s")
                .option("freshet.outage.pause", "500ms");
        documents = home.documents().writeNotes(NOTES);
    }

    @AfterEach
    void stop_server() {
        server.close();
    }

    @AfterAll
    static void close_model() {
        REAL.close();
    }

    private OpenHome open() {
        Settings settings = home.checked().settings();
        return OpenHome.of(home, EmbeddedStore::new, Models.of(settings, 1));
    }

    private static void assertCompleted(Run run) {
        assertThat(run.status()).as(run.message()).isEqualTo(RunStatus.COMPLETED);
    }

    private void assertEqualToTheBuiltInModel() {
        TestHome builtIn = TestHome.withoutSource(folder.resolve("built-in"));
        builtIn.source("docs", documents.root()).write();
        builtIn.sync();
        home.store().assertConsistent();
        assertThat(home.store().chunks()).isNotEmpty().isEqualTo(builtIn.store().chunks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "openai", "ollama"})
    void a_first_ingest_has_the_vectors_of_the_built_in_model_and_the_next_pass_asks_nothing(String kind)
            throws IOException {
        home.option("freshet.embedding", kind)
                .option(
                        "freshet.embedding.onnx.folder",
                        ModelFolder.in(folder.resolve("model")).toString())
                .option("freshet.embedding.ollama.url", server.uri().toString())
                .option("freshet.embedding.ollama.model", "all-minilm")
                .option("freshet.embedding.ollama.dimensions", "384");
        try (OpenHome open = open()) {
            assertCompleted(open.pass());
            int asked = server.asked().size();
            assertCompleted(open.pass());

            assertThat(server.asked()).hasSize(asked);
        }
        switch (kind) {
            case "onnx" -> assertThat(server.asked()).isEmpty();
            case "openai" ->
                assertThat(server.asked()).extracting(Asked::authorization).containsOnly("Bearer " + KEY);
            default -> assertThat(server.asked()).extracting(Asked::path).containsOnly("/api/embed");
        }
        assertEqualToTheBuiltInModel();
    }

    @Test
    void a_plan_counts_requests_and_tokens_and_asks_nothing() {
        CheckedHome checked = home.checked();
        try (Memory memory = Memory.forReading(home.path(), checked.settings());
                Freshet planner = new Freshet(home.path(), checked, memory, true, Models.of(checked.settings(), 1))) {
            planner.start();
            planner.pass("docs", TestHome.SYNC).done().join();

            List<PlannedChange> changes = planner.planning().changes();
            assertThat(changes.stream().mapToInt(PlannedChange::requests).sum()).isEqualTo(NOTES);
            assertThat(server.asked()).isEmpty();
        }
        try (OpenHome open = open()) {
            assertCompleted(open.pass());
        }
        assertThat(server.asked()).hasSize(NOTES);
    }

    @Test
    void another_model_is_another_recipe_and_another_address_is_none() {
        try (OpenHome open = open()) {
            open.pass();
        }
        try (FaultProxy elsewhere = FaultProxy.to(server.uri())) {
            home.option("freshet.embedding.openai.url", elsewhere.uri() + "/v1");
            try (OpenHome open = open()) {
                assertThat(open.pass(TestHome.FULL).counts().updated()).isZero();
            }
        }
        home.option("freshet.embedding.openai.url", server.uri() + "/v1")
                .option("freshet.embedding.openai.model", "all-minilm-2");

        try (OpenHome open = open()) {
            assertThat(open.pass().counts().updated()).isEqualTo(NOTES);
        }
    }

    @Test
    void a_pass_waits_as_long_as_the_model_asks_and_goes_on() {
        home.option("freshet.outage.patience", "1m");
        AtomicInteger calls = new AtomicInteger();
        server.answers(any -> calls.incrementAndGet() == 3
                ? Optional.of(new Reply(429, Map.of("Retry-After", "1"), "{\"error\":{\"message\":\"slow down\"}}"))
                : Optional.empty());

        try (OpenHome open = open()) {
            assertCompleted(open.pass());
        }

        assertEqualToTheBuiltInModel();
    }

    @Test
    void text_that_the_model_refuses_is_its_documents_failure() throws IOException {
        documents.write("poison.md", "# Poison\n\nNo model can read it.");
        server.answers(request -> request.texts().stream().anyMatch(text -> text.contains("No model can read"))
                ? Optional.of(Reply.of(400, "{\"error\":{\"message\":\"maximum context length\"}}"))
                : Optional.empty());

        try (OpenHome open = open()) {
            Run run = open.pass();

            assertCompleted(run);
            assertThat(run.counts().added()).isEqualTo(NOTES);
        }
        assertThat(home.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.key().document()).isEqualTo("poison.md");
            assertThat(failure.stage()).isEqualTo("embed");
            assertThat(failure.error()).contains("answered 400: maximum context length");
        });
    }

    @Test
    void a_model_that_refuses_every_text_is_an_outage_and_no_documents_fault() {
        server.answers(any -> Optional.of(Reply.of(400, "{\"error\":{\"message\":\"unknown field dimensions\"}}")));

        try (OpenHome open = open()) {
            Run run = open.pass();

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.message()).contains("unknown field dimensions", "It takes no other text either");
        }
        assertThat(home.failures()).isEmpty();
    }

    @Test
    void a_key_that_is_refused_fails_the_pass_with_the_remedy_and_is_shown_nowhere() {
        server.answers(any -> Optional.of(Reply.of(401, "{\"error\":{\"message\":\"Incorrect key: " + KEY + "\"}}")));
        try (Logged logged = Logged.all();
                Logged ours = Logged.of("dev.freshet");
                OpenHome open = open()) {
            Run run = open.pass();

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.message())
                    .contains("Set freshet.embedding.openai.key")
                    .doesNotContain(KEY);
            assertThat(logged.warnings()).isNotEmpty().noneMatch(line -> line.contains(KEY));
            assertThat(ours.lines()).noneMatch(line -> line.contains(KEY));
        }
        assertThat(home.failures()).isEmpty();
        Settings settings = home.checked().settings();
        assertThat(settings.toString() + settings.effective()).doesNotContain(KEY);
        assertThat(settings.secrets()).contains(KEY);
    }

    @Test
    void a_service_counts_what_the_model_costs() {
        try (TestService service = TestService.of(home, Models.of(home.checked().settings(), 1))) {
            service.post("/webhook/ingest?wait=true", "");

            String metrics = service.get("/metrics").body();

            assertThat(metrics)
                    .contains("freshet_embedding_requests_total{outcome=\"answered\"} " + NOTES + ".0")
                    .contains("freshet_embedding_requests_total{outcome=\"failed\"} 0.0")
                    .containsPattern("(?m)^freshet_embedding_tokens_total [1-9]");
        }
    }
}
