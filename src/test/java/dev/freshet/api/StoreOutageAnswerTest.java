package dev.freshet.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.HttpStore;
import dev.freshet.testing.Logged;
import dev.freshet.testing.StoreServer;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import dev.freshet.verify.StoreGuard;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A question that needs a store which is out of reach is answered: not now, and when to come again. */
class StoreOutageAnswerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final StoreServer server = StoreServer.start();
    private final FaultProxy proxy = FaultProxy.to(server.uri());

    @SuppressWarnings("NullAway.Init")
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        TestHome home = TestHome.in(folder).option("freshet.outage.pause", "3s");
        home.documents().writeNotes(3);
        service = TestService.of(home, new HashEmbedder(), state -> new HttpStore(proxy.uri()));
        service.post("/webhook/ingest?wait=true", "");
    }

    @AfterEach
    void stop() {
        service.close();
        proxy.close();
        server.close();
    }

    private HttpResponse<String> search() {
        return service.get("/search?q=gate");
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultProxy.Fault.class,
            names = {"RESET", "BLACK_HOLE"})
    void search_says_when_to_come_again_and_works_when_the_store_is_back(FaultProxy.Fault fault) {
        assertThat(search().statusCode()).isEqualTo(200);
        proxy.does(fault);

        try (Logged log = Logged.all()) {
            HttpResponse<String> answer = search();

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(30);
            assertThat(answer.body()).contains("This can't be answered now. The store at ", "Ask again later.");
            assertThat(log.warnings()).isEmpty();
        }
        proxy.does(FaultProxy.Fault.NONE);
        assertThat(search().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultProxy.Fault.class,
            names = {"RESET", "BLACK_HOLE"})
    void what_the_state_knows_is_told_without_the_store(FaultProxy.Fault fault) {
        proxy.does(fault);

        try (Logged log = Logged.all()) {
            HttpResponse<String> status = service.get("/status");
            HttpResponse<String> metrics = service.get("/metrics");

            assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
            assertThat(status.body()).containsPattern("\"total_chunks\" ?: ?3\\b");
            assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
            assertThat(metrics.body()).contains("freshet_store_chunks NaN", "freshet_store_documents NaN");
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(log.traces()).isZero();
        }
        proxy.does(FaultProxy.Fault.NONE);
        Awaitility.await()
                .untilAsserted(() -> assertThat(service.get("/metrics").body())
                        .contains("freshet_store_chunks 3.0", "freshet_store_documents 3.0"));
    }

    @Test
    void three_questions_in_vain_and_the_next_is_refused_at_once() {
        proxy.does(FaultProxy.Fault.BLACK_HOLE);
        for (int question = 0; question < 3; question++) {
            assertThat(search().statusCode()).isEqualTo(503);
        }

        long began = System.nanoTime();
        HttpResponse<String> answer = search();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(HttpStore.LONGEST);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("The vector store (questions) has been out of reach since ");
        assertThat(service.get("/metrics").body())
                .contains("freshet_breaker_open{remote=\"the vector store (questions)\"} 1.0")
                .contains("freshet_breaker_open{remote=\"the vector store\"} 0.0");

        proxy.does(FaultProxy.Fault.NONE);
        Awaitility.await().untilAsserted(() -> assertThat(search().statusCode()).isEqualTo(200));
    }

    @Test
    void look_at_a_start_without_the_store_says_so_without_a_stack_trace() {
        proxy.does(FaultProxy.Fault.RESET);

        try (Logged log = Logged.all()) {
            new StoreGuard(service.memory().verification(), source -> true).look(List.of("docs"));

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("The store can't be looked at; the next pass over docs does: The store at ");
            assertThat(log.traces()).isZero();
        }
    }

    /** A store that takes no writes may answer questions as ever. */
    @Test
    void store_that_refuses_writes_is_searched() {
        server.failing(call -> call.equals("/page") ? StoreServer.Answer.WHOLE : StoreServer.Answer.REFUSED);

        assertThat(search().statusCode()).isEqualTo(200);
    }
}
