package dev.freshet.camel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.freshet.remote.Breakers;
import dev.freshet.source.http.AnswerTooLongException;
import dev.freshet.source.http.HttpCall;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeAnswerTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void answer_without_an_end_is_given_up_at_its_limit(boolean packed) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = endless(threads, packed);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("patience", new Patience());
            context.getRegistry().bind("wholeAnswer", new WholeAnswer());
            context.getRegistry().bind("publicConnections", new PublicAddresses().connections());
            Path route = Path.of("routes/pipeline/call.camel.yaml").toAbsolutePath();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + route));
            context.start();
            HttpCall call = new HttpCall(
                    "GET",
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                    Map.of(),
                    null,
                    new HttpCall.Budget("endless", 1_000),
                    new HttpCall.Limits(false, 100_000));

            for (int time = 0; time < 25; time++) {
                assertThatThrownBy(() -> new CamelHttp(context, "docs", new Breakers(Duration.ofSeconds(1))).send(call))
                        .isInstanceOf(AnswerTooLongException.class);
                if (packed) {
                    break;
                }
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static HttpServer endless(ExecutorService threads, boolean packed) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        byte[] piece = new byte[8_192];
        new Random(1).nextBytes(piece);
        server.createContext("/", exchange -> {
            if (packed) {
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(200, 0);
            var body = packed ? new GZIPOutputStream(exchange.getResponseBody()) : exchange.getResponseBody();
            while (!threads.isShutdown()) {
                body.write(piece);
            }
        });
        server.start();
        return server;
    }
}
