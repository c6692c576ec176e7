package dev.freshet.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.HttpStore;
import dev.freshet.testing.Logged;
import dev.freshet.testing.StoreServer;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
        TestHome home = TestHome.in(folder).option("freshet.outage.pause", "500ms");
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

    /** A store that takes no writes may answer questions as ever. */
    @Test
    void store_that_refuses_writes_is_searched() {
        server.failing(call -> call.equals("/page") ? StoreServer.Answer.WHOLE : StoreServer.Answer.REFUSED);

        assertThat(search().statusCode()).isEqualTo(200);
    }
}
