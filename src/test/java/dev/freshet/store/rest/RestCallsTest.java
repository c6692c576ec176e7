package dev.freshet.store.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.remote.OutageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a server answers, a store has something of use or a sentence for a person. */
class RestCallsTest {

    private static final String KEY = "a-key-of-tests";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private RestCalls calls(Duration timeout) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        RestLogin login = RestLogin.key("freshet.store.qdrant.key", "api-key", "", KEY);
        return new RestCalls(new RestServer("Qdrant", address, "freshet.store.qdrant", login, timeout));
    }

    private RestAnswer call() {
        return calls(Duration.ofSeconds(30)).call("GET", "/", null);
    }

    private void answering(int status, String body) {
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Retry-After", "7");
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    @Test
    void an_answer_without_an_end_is_given_up() {
        server.createContext("/", RestCallsTest::answerWithoutEnd);

        assertThatThrownBy(this::call)
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("the answer is longer than 64 MB");
    }

    private static void answerWithoutEnd(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            byte[] some = new byte[1 << 16];
            while (!Thread.currentThread().isInterrupted()) {
                body.write(some);
            }
        }
    }

    @Test
    void an_answer_that_stops_in_its_middle_is_given_up_after_the_time_limit() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });

        assertThatThrownBy(() -> calls(Duration.ofMillis(500)).call("GET", "/", null))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("no whole answer within");
    }

    @Test
    void what_is_no_store_is_said_with_the_remedy() {
        answering(404, "<html>Not found</html>");

        assertThatThrownBy(this::call)
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("something that isn't JSON")
                .hasMessageContaining("See that Qdrant runs there, or correct freshet.store.qdrant.url");
    }

    @Test
    void another_address_is_not_followed_with_the_key() {
        answering(302, "");

        assertThatThrownBy(this::call)
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("answers 302")
                .hasMessageContaining("correct freshet.store.qdrant.url");
    }

    @Test
    void words_of_the_server_are_short_and_without_the_key() {
        answering(503, "{\"message\": \"" + KEY + " is " + "busy ".repeat(1_000) + "\"}");

        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.retryAfter()).isEqualTo(Duration.ofSeconds(7)))
                .hasMessageContaining("*** is busy")
                .hasMessageNotContaining(KEY)
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void what_is_not_there_or_there_already_is_an_answer() {
        answering(409, "{\"status\": {\"error\": \"exists\"}}");

        assertThat(call().isOk()).isFalse();
        assertThat(call().status()).isEqualTo(409);
    }
}
