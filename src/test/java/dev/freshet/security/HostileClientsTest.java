package dev.freshet.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take a place and give nothing for it, and those that knock at every door. */
class HostileClientsTest {

    private static final String HEAD = "GET /search?q=a HTTP/1.1\r\nHost: localhost\r\n";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened by each test
    private TestService service;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        TestHome home = TestHome.in(folder).option("freshet.http.patience", "1s");
        home.documents().writeNotes(5);
        service = TestService.of(home);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        service.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("localhost", service.service().port());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static boolean isCut(Socket socket) {
        try {
            send(socket, "x");
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private void assertWell() {
        assertThat(service.get("/status").statusCode()).isEqualTo(200);
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws IOException {
        List<Socket> idle = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            idle.add(connect());
        }

        for (Socket socket : idle) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertWell();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEAD + "X-",
                "POST /webhook/ingest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n "
            })
    void a_head_or_a_body_that_comes_byte_by_byte_is_cut_off(String begin) throws IOException {
        Socket slow = connect();
        send(slow, begin);

        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> isCut(slow));
        assertWell();
    }

    @Test
    void a_head_that_is_too_large_is_refused() throws IOException {
        Socket socket = connect();
        send(socket, HEAD + "X-Large: " + "a".repeat(100_000) + "\r\n\r\n");

        assertThat(firstLine(socket)).contains(" 431 ");
        assertWell();
    }

    @Test
    void a_body_that_is_too_large_is_refused_whether_it_says_its_length_or_not() throws IOException {
        Socket socket = connect();
        send(
                socket,
                "POST /webhook/ingest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        String block = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        try {
            for (int number = 0; number < 64; number++) {
                send(socket, block);
            }
        } catch (SocketException cut) {
            assertThat(cut).isNotNull(); // it may be cut before all is sent
        }

        assertThat(service.post("/webhook/ingest", " ".repeat(2 << 20)).statusCode())
                .isEqualTo(413);
        assertThat(firstLine(socket))
                .satisfiesAnyOf(
                        line -> assertThat(line).isNull(),
                        line -> assertThat(line).contains(" 413 "));
        assertWell();
    }

    @Test
    void many_searches_at_once_are_answered_or_told_to_come_again() {
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<Void>> searches = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            searches.add(CompletableFuture.runAsync(() -> {
                int status = service.get("/search?q=note").statusCode();
                assertThat(status).isIn(200, 503);
                answered.incrementAndGet();
            }));
        }
        CompletableFuture.allOf(searches.toArray(CompletableFuture[]::new)).join();

        assertThat(answered).hasValue(300);
        assertWell();
    }

    /** Each answer that nobody reads is held for the client: it must not be able to fill the memory with them. */
    @Test
    void a_client_that_asks_again_and_again_without_reading_the_answers_is_cut_off() throws IOException {
        Socket deaf = new Socket();
        sockets.add(deaf);
        deaf.setReceiveBufferSize(4_096);
        deaf.connect(new InetSocketAddress("localhost", service.service().port()));
        String requests = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(50);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    try {
                        send(deaf, requests);
                        return false;
                    } catch (IOException cut) {
                        return true;
                    }
                });

        assertWell();
    }

    private static @Nullable String firstLine(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                line.append((char) next);
            }
            return line.toString();
        } catch (IOException cut) {
            return null;
        }
    }
}
