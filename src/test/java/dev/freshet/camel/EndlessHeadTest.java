package dev.freshet.camel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.remote.Breakers;
import dev.freshet.source.http.HttpCall;
import dev.freshet.state.RunStatus;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host whose answer begins and whose head never ends fills nobody's memory. */
class EndlessHeadTest {

    /** What a limited client takes, and what waits in the buffers of a connection. */
    private static final long MOST = 20_000_000;

    /** From here on a client has no limit. */
    private static final long ENOUGH = 60_000_000;

    private final List<Long> taken = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void answersWithout(String end) {
        Thread thread = new Thread(
                () -> {
                    while (!server.isClosed()) {
                        try (Socket client = server.accept()) {
                            taken.add(answer(client, end));
                        } catch (IOException closed) {
                            assertThat(server.isClosed()).as(closed.toString()).isTrue();
                        }
                    }
                },
                "endless head");
        thread.setDaemon(true);
        thread.start();
    }

    /** How much of its head a client takes before it hangs up. */
    private static long answer(Socket client, String end) {
        byte[] piece = ("X-More: " + "x".repeat(990) + end).getBytes(US_ASCII);
        long bytes = 0;
        try {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
            while (bytes < ENOUGH) {
                client.getOutputStream().write(piece);
                bytes += piece.length;
            }
        } catch (IOException hungUp) {
            return bytes;
        }
        return bytes;
    }

    private String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", " "})
    void answer_of_a_source_is_given_up(String end, @TempDir Path folder) throws IOException {
        answersWithout(end);
        TestHome home = TestHome.withoutSource(folder);
        home.kamelet("docs", "notion-source")
                .with("token", "secret-of-the-test")
                .with("baseUrl", address())
                .write();
        home.triesAgainSoon();

        assertThat(home.sync().run().status()).isEqualTo(RunStatus.FAILED);

        assertThat(taken).isNotEmpty().allMatch(bytes -> bytes < MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", " "})
    void so_is_that_of_a_site_whose_addresses_are_looked_at(String end, @TempDir Path folder) throws Exception {
        answersWithout(end);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("patience", new Patience());
            context.getRegistry().bind("wholeAnswer", new WholeAnswer());
            context.getRegistry()
                    .bind(
                            "publicConnections",
                            new PublicAddresses(SystemDefaultDnsResolver.INSTANCE, address -> false).connections());
            Path route = TestHome.callThatTriesAgainSoon(folder.resolve("call.camel.yaml"));
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + route));
            context.start();
            HttpCall call = new HttpCall(
                    "GET",
                    URI.create(address()),
                    Map.of(),
                    null,
                    new HttpCall.Budget("endless", 1_000),
                    new HttpCall.Limits(true, 100_000));

            assertThatThrownBy(() -> new CamelHttp(
                                    context, "docs", new Breakers(Duration.ofSeconds(1), Duration.ofMinutes(1)))
                            .send(call))
                    .isInstanceOf(IOException.class);
        }

        assertThat(taken).isNotEmpty().allMatch(bytes -> bytes < MOST);
    }
}
