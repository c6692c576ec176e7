package dev.freshet.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.FaultProxy;
import dev.freshet.testing.HttpEmbedder;
import dev.freshet.testing.Logged;
import dev.freshet.testing.ModelServer;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question that needs a model which is out of reach is answered: not now, and when to come again. */
class OutageAnswerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ModelServer model = ModelServer.start();
    private final FaultProxy proxy = FaultProxy.to(model.uri());

    @SuppressWarnings("NullAway.Init")
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        TestHome home = TestHome.in(folder).option("freshet.outage.pause", "500ms");
        home.documents().writeNotes(3);
        service = TestService.of(home, new HttpEmbedder(proxy.uri()));
        service.post("/webhook/ingest?wait=true", "");
    }

    @AfterEach
    void stop() {
        service.close();
        proxy.close();
        model.close();
    }

    private HttpResponse<String> search() {
        return service.get("/search?q=gate");
    }

    private static void assertThatItSaysWhenToComeAgain(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(30);
        assertThat(answer.body()).contains("This can't be answered now. ", "Ask again later.");
    }

    @Test
    void search_says_when_to_come_again_and_the_metric_says_which_remote() {
        assertThat(search().statusCode()).isEqualTo(200);
        assertThat(service.get("/metrics").body())
                .contains("freshet_breaker_open{remote=\"the model\"} 0", "{remote=\"the vector store\"} 0");
        proxy.does(FaultProxy.Fault.RESET);

        try (Logged log = Logged.all()) {
            for (int i = 0; i < 5; i++) {
                assertThatItSaysWhenToComeAgain(search());
            }
            assertThat(search().body()).contains("The model has been out of reach since 20", "Look at the model");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .matches("(?s)WARN The model has been out of reach since [-0-9]+T[0-9:]{8}Z: .*");
        }
        assertThat(service.get("/metrics").body()).contains("freshet_breaker_open{remote=\"the model\"} 1");

        proxy.does(FaultProxy.Fault.NONE);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> search().statusCode() == 200);
        assertThat(service.get("/metrics").body()).contains("freshet_breaker_open{remote=\"the model\"} 0");
    }

    @Test
    void wish_of_the_model_to_be_left_alone_is_handed_on() {
        model.failing(texts -> ModelServer.Answer.slowDown(7));

        HttpResponse<String> answer = search();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(7);
    }
}
