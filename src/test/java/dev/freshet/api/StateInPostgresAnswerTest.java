package dev.freshet.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.FaultProxy.Fault;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.Logged;
import dev.freshet.testing.PostgresServer;
import dev.freshet.testing.StateHome;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a service whose state is in PostgreSQL answers as ever, says so while it can't, and goes on by itself. */
class StateInPostgresAnswerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final FaultProxy proxy = FaultProxy.to(PostgresServer.get().uri());

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @SuppressWarnings("NullAway.Init")
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        home = StateHome.with(TestHome.in(folder), PostgresServer.through(proxy.uri()), PostgresServer.newName());
        home.documents().writeNotes(3);
        service = TestService.of(home, new HashEmbedder());
        service.post("/webhook/ingest?wait=true", "");
    }

    @AfterEach
    void stop() {
        proxy.does(Fault.NONE);
        service.close();
        proxy.close();
    }

    @Test
    void what_is_asked_of_the_state_is_answered() {
        assertThat(service.get("/runs?source=docs&limit=5").body())
                .containsPattern("\"run_id\" ?: ?1,")
                .containsPattern("\"status\" ?: ?\"completed\"")
                .containsPattern("\"added\" ?: ?3,");
        assertThat(service.get("/runs/1").body()).containsPattern("\"source\" ?: ?\"docs\"");
        assertThat(service.get("/documents?status=indexed&limit=2").body())
                .contains("note-1.md", "note-2.md")
                .doesNotContain("note-3.md");
        assertThat(service.get("/status").body()).containsPattern("\"total_chunks\" ?: ?3\\b");
        assertThat(service.get("/health").statusCode()).isEqualTo(200);
        assertThat(service.get("/metrics").body()).contains("freshet_store_chunks 3.0");
        assertThat(service.get("/search?q=gate").body()).contains("note-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/runs", "/documents", "/search?q=gate", "/health", "/metrics"})
    void what_the_state_is_needed_for_says_when_to_come_again_and_is_answered_when_it_is_back(String path) {
        proxy.does(Fault.RESET);

        try (Logged log = Logged.all()) {
            HttpResponse<String> answer = service.get(path);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(30);
            assertThat(answer.body()).contains("The state in schema ", "can't be reached");
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(log.traces()).isZero();
        }
        proxy.does(Fault.NONE);
        Awaitility.await()
                .untilAsserted(() -> assertThat(service.get(path).statusCode()).isEqualTo(200));
    }
}
