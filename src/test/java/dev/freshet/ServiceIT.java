package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.testing.FreshetProcess;
import dev.freshet.testing.FreshetProcess.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code freshet run} as a process: what it refuses, what it never shows, and what is left when a source goes. */
class ServiceIT {

    private static final String SOURCE = "routes/sources/documents-folder.camel.yaml";

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void a_new_home() {
        assertThat(FreshetProcess.in(home).run("init").exitCode()).isZero();
    }

    private void options(String... lines) throws IOException {
        Files.writeString(home.resolve("application.properties"), String.join("\n", lines) + "\n");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder post(URI address, String body) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    @Test
    void an_address_that_others_reach_needs_a_token() throws IOException {
        options("freshet.http.address = 0.0.0.0", "freshet.http.port = 0");

        Result refused = FreshetProcess.in(home).run("run");

        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(2);
        assertThat(refused.err()).contains("freshet.http.token", "Nothing was started.");
    }

    @Test
    void a_port_that_is_taken_is_named_with_the_remedy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            options("freshet.http.port = " + other.getLocalPort());

            Result refused = FreshetProcess.in(home).run("run");

            assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("Nothing can listen on", ":" + other.getLocalPort(), "freshet.http.port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_command_beside_a_running_service_is_told_what_to_do() throws IOException {
        options("freshet.http.port = 0");
        try (FreshetProcess run = FreshetProcess.in(home).start("run")) {
            run.awaitAddress();

            Result refused = FreshetProcess.in(home).run("sync");
            Result status = FreshetProcess.in(home).run("status");

            assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(3);
            assertThat(refused.err()).contains("freshet run", "/webhook/ingest").doesNotContain("\tat ");
            assertThat(status.exitCode()).as(status.toString()).isZero();
            run.terminate();
            assertThat(run.await().exitCode()).isZero();
        }
    }

    /** Each secret is used, and refused by what it is used on, so that every message that could hold it is written. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void no_secret_appears_in_any_output(String format) throws Exception {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("token", "the-token-of-this-service-4711");
        secrets.put("wrong token", "a-token-that-somebody-guesses-12");
        secrets.put("webhook path", "T0PSECRET/B0PSECRET/xyzzyplugh");
        secrets.put("mail password", "pass word/of+mail&more");
        secrets.put("push secret", "the-secret-of-the-pushes-815");
        int closed = closedPort();
        String hook = "http://127.0.0.1:" + closed + "/services/" + secrets.get("webhook path");
        Path passwordFile = Files.writeString(home.resolve("mail-password"), secrets.get("mail password") + "\n");
        options(
                "freshet.http.port = 0",
                "freshet.log.format = " + format,
                "freshet.max-age = 1s",
                "freshet.alert.webhook = {{env:TEST_HOOK}}",
                "freshet.alert.mail.server = smtp://127.0.0.1:" + closed,
                "freshet.alert.mail.user = freshet",
                "freshet.alert.mail.password = file:" + passwordFile.getFileName(),
                "freshet.alert.mail.from = freshet@example.org",
                "freshet.alert.mail.to = oncall@example.org",
                "freshet.webhook.secret.documents-folder = " + secrets.get("push secret"));
        alertSoon();
        Files.writeString(home.resolve("documents/broken.pdf"), "%PDF-1.7 this is none");
        StringBuilder output = new StringBuilder();

        try (FreshetProcess run = FreshetProcess.in(home)
                .environment("FRESHET_HTTP_TOKEN", secrets.get("token"))
                .environment("TEST_HOOK", hook)
                .start("run")) {
            URI address = run.awaitAddress();
            String bearer = "Bearer " + secrets.get("token");
            String wrong = "Bearer " + secrets.get("wrong token");
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (String path :
                    List.of("/status", "/health", "/metrics", "/openapi.json", "/search?q=welcome", "/none")) {
                answers.add(send(HttpRequest.newBuilder(address.resolve(path)).header("Authorization", wrong)));
                answers.add(send(HttpRequest.newBuilder(address.resolve(path)).header("Authorization", bearer)));
            }
            answers.add(send(
                    post(address.resolve("/webhook/ingest?wait=true"), "{]").header("Authorization", bearer)));
            answers.add(
                    send(post(address.resolve("/webhook/ingest?wait=true"), "").header("Authorization", bearer)));
            answers.add(send(post(address.resolve("/webhook/documents-folder"), "{}")
                    .header("X-Gitlab-Token", secrets.get("wrong token"))));
            answers.add(send(post(address.resolve("/webhook/documents-folder"), "{}")
                    .header("X-Gitlab-Token", secrets.get("push secret"))));
            assertThat(answers).extracting(HttpResponse::statusCode).contains(200, 202, 400, 401, 404);
            run.awaitErr("freshet.alert.webhook");
            run.awaitErr("freshet.alert.mail.server");
            output.append(commandLines(run.pid()));
            run.terminate();
            assertThat(run.await().exitCode()).isZero();
            output.append(run.out()).append(run.err());
            answers.forEach(answer -> output.append(answer.headers()).append(answer.body()));
        }
        Result validate = FreshetProcess.in(home).environment("TEST_HOOK", hook).run("validate", "--json");
        output.append(validate);

        secrets.forEach((name, secret) -> assertThat(output.toString()).as(name).doesNotContain(secret));
        Map<Path, String> files = filesOfTheHome();
        assertThat(files).hasSizeGreaterThan(2);
        secrets.forEach((name, secret) -> files.forEach(
                (file, text) -> assertThat(text).as(name + " in " + file).doesNotContain(secret)));
        if (format.equals("json")) {
            for (String line : Files.readAllLines(home.resolve("data/logs/freshet.log"))) {
                assertThat(new ObjectMapper()
                                        .readTree(line)
                                        .path("formattedMessage")
                                        .asText()
                                + line)
                        .contains("\"level\"");
            }
        }
    }

    /** What everybody on the machine reads in the list of processes: of the service, and of those that read documents for it. */
    private static String commandLines(long pid) throws IOException {
        StringBuilder lines = new StringBuilder();
        List<ProcessHandle> processes = ProcessHandle.of(pid).stream()
                .flatMap(service -> Stream.concat(Stream.of(service), service.descendants()))
                .toList();
        assertThat(processes)
                .as("the service and a worker, which has read broken.pdf")
                .hasSizeGreaterThan(1);
        for (ProcessHandle process : processes) {
            lines.append(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1));
        }
        assertThat(lines).contains("freshet.jar", "ExtractionWorker");
        return lines.toString();
    }

    /** The alert route's own period and patience, shortened as a person could do it in the home. */
    private void alertSoon() throws IOException {
        Path route = home.resolve("routes/service/alerts.camel.yaml");
        Files.createDirectories(route.getParent());
        Files.writeString(
                route,
                Files.readString(Path.of("routes/service/alerts.camel.yaml"))
                        .replace("{{freshet.alert.interval:10000}}", "200")
                        .replace("{{freshet.alert.redelivery.delay:5000}}", "100")
                        .replace("{{freshet.alert.redeliveries:7}}", "1"));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What Freshet wrote. */
    private Map<Path, String> filesOfTheHome() throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(home.resolve("data"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    @Test
    void a_source_whose_file_is_gone_is_orphaned_until_it_is_forgotten() throws Exception {
        assertThat(FreshetProcess.in(home).run("sync").exitCode()).isZero();
        Result tooEarly = FreshetProcess.in(home).run("forget", "documents-folder");
        assertThat(tooEarly.exitCode()).as(tooEarly.toString()).isEqualTo(2);
        assertThat(tooEarly.err()).contains(SOURCE.substring(SOURCE.lastIndexOf('/') + 1));
        Files.createDirectory(home.resolve("other"));
        String route = Files.readString(home.resolve(SOURCE));
        Files.writeString(
                home.resolve("routes/sources/other.camel.yaml"),
                route.replace("documents-folder", "other").replace("path: documents", "path: other"));
        Files.delete(home.resolve(SOURCE));

        Result status = FreshetProcess.in(home).run("status");
        Result unknown = FreshetProcess.in(home).run("forget", "nothing-like-it");
        Result forgotten = FreshetProcess.in(home).run("forget", "documents-folder", "--json");
        Result again = FreshetProcess.in(home).run("forget", "documents-folder");

        assertThat(status.out()).contains("orphaned");
        assertThat(unknown.exitCode()).as(unknown.toString()).isEqualTo(2);
        assertThat(unknown.err()).contains("nothing-like-it").doesNotContain("\tat ");
        JsonNode printed = new ObjectMapper().readTree(forgotten.out());
        assertThat(forgotten.exitCode()).as(forgotten.toString()).isZero();
        assertThat(printed.path("source").asText()).isEqualTo("documents-folder");
        assertThat(printed.path("documents").asInt()).isEqualTo(1);
        assertThat(again.exitCode()).as(again.toString()).isEqualTo(2);
        assertThat(FreshetProcess.in(home).run("search", "welcome").out()).doesNotContain("documents-folder:");
    }

    @Test
    void a_folder_that_comes_back_is_read_again_without_a_restart() throws Exception {
        options("freshet.http.port = 0", "freshet.schedule.jitter = 0ms");
        String route = Files.readString(home.resolve(SOURCE));
        Files.writeString(home.resolve(SOURCE), route.replaceFirst("schedule: .*", "every: 1s"));
        assertThat(FreshetProcess.in(home).run("sync").exitCode()).isZero();
        Path documents = home.resolve("documents");
        Path away = Files.move(documents, home.resolve("away"));
        try (FreshetProcess run = FreshetProcess.in(home).start("run")) {
            URI address = run.awaitAddress();
            run.awaitErr(" failed: ");
            assertThat(send(HttpRequest.newBuilder(address.resolve("/health"))).statusCode())
                    .isEqualTo(503);
            assertThat(send(HttpRequest.newBuilder(address.resolve("/search?q=welcome")))
                            .body())
                    .contains("welcome.md");

            Files.move(away, documents);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> send(HttpRequest.newBuilder(address.resolve("/health")))
                                    .statusCode()
                            == 200);
        }
    }
}
