package dev.freshet.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts as people get them: real mail, a real receiver, and receivers that are down or hang. */
class AlertsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private HttpServer receiver;
    private TestHome home;
    private TestFolder documents;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        mail.start();
        mail.setUser("freshet", "mail-password");
        home = TestHome.in(folder);
        documents = home.documents().writeNotes(20);
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        mail.stop();
    }

    private String hook() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    private TestService run(String webhook) throws IOException {
        // The alert route's own period and patience, shortened as a person could do it in the home.
        Path route = home.path().resolve("routes/service/alerts.camel.yaml");
        Files.createDirectories(route.getParent());
        Files.writeString(
                route,
                Files.readString(Path.of("routes/service/alerts.camel.yaml"))
                        .replace("{{freshet.alert.interval:10000}}", "200")
                        .replace("{{freshet.alert.redelivery.delay:5000}}", "100")
                        .replace("{{freshet.alert.redeliveries:7}}", "2"));
        return TestService.of(home.option("freshet.alert.webhook", webhook)
                .option(
                        "freshet.alert.mail.server",
                        "smtp://127.0.0.1:" + mail.getSmtp().getPort())
                .option("freshet.alert.mail.user", "freshet")
                .option("freshet.alert.mail.password", "mail-password")
                .option("freshet.alert.mail.from", "freshet@example.org")
                .option("freshet.alert.mail.to", "oncall@example.org"));
    }

    private long loseMost(TestService service) throws IOException {
        service.post("/webhook/ingest?wait=true", "");
        for (int i = 1; i <= 15; i++) {
            Files.delete(documents.path("note-" + i + ".md"));
        }
        service.post("/webhook/ingest?wait=true", "");
        return service.memory().runs().last("docs").orElseThrow().id();
    }

    @Test
    void a_held_run_is_told_once_on_every_channel_and_once_when_it_is_over() throws Exception {
        try (TestService service = run(hook())) {
            long run = loseMost(service);

            Awaitility.await().atMost(SOON).until(() -> received.size() == 1 && mail.getReceivedMessages().length == 1);
            assertThat(received.get(0)).contains("\"text\"", "docs: held", "15 of the 20");
            assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("Freshet: docs: held");
            assertThat(mail.getReceivedMessages()[0].getContent().toString()).contains("15 of the 20");
            Thread.sleep(1_000); // five more looks
            assertThat(received).hasSize(1);

            service.post("/runs/" + run + "/approve?wait=true", "");
            Awaitility.await().atMost(SOON).until(() -> received.size() == 2 && mail.getReceivedMessages().length == 2);
            assertThat(received.get(1)).contains("recovered, docs: held");
        }
    }

    @Test
    void a_restart_tells_nothing_again() throws Exception {
        try (TestService service = run(hook())) {
            loseMost(service);
            Awaitility.await().atMost(SOON).until(() -> received.size() == 1);
        }
        try (TestService again = run(hook())) {
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> again.get("/status").body().contains("\"kind\" : \"held\""));
            Thread.sleep(1_000);
            assertThat(received).hasSize(1);
        }
    }

    @Test
    void a_receiver_that_is_down_keeps_no_mail_and_no_sync_waiting() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        try (TestService service = run("http://127.0.0.1:" + closed + "/hook")) {
            loseMost(service);

            Awaitility.await().atMost(SOON).until(() -> mail.getReceivedMessages().length == 1);
            assertThat(service.post("/webhook/ingest?wait=true", "").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_receiver_that_never_answers_keeps_no_mail_and_no_sync_waiting() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                TestService service = run("http://127.0.0.1:" + silent.getLocalPort() + "/hook")) {
            loseMost(service);

            Awaitility.await().atMost(SOON).until(() -> mail.getReceivedMessages().length == 1);
            long began = System.nanoTime();
            service.post("/webhook/ingest?wait=true", "");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        }
    }
}
