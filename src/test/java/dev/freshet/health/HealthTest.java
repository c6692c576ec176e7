package dev.freshet.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.report.Json;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What health and metrics say, compared with what was really done. */
class HealthTest {

    private static final Path OPERATIONS = Path.of("docs/operations");

    @TempDir
    Path folder;

    private TestHome home;
    private TestFolder documents;
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        home = TestHome.in(folder).option("freshet.alert.failures", "1");
        documents = home.documents().writeNotes(20);
        service = TestService.of(home);
        sync();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private JsonNode sync() throws IOException {
        return Json.mapper()
                .readTree(service.post("/webhook/ingest?wait=true", "").body());
    }

    private JsonNode health(int status) throws IOException {
        HttpResponse<String> response = service.get("/health");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Json.mapper().readTree(response.body());
    }

    @Test
    void a_service_without_trouble_is_healthy_and_every_field_is_that_of_what_was_done() throws IOException {
        JsonNode health = health(200);

        assertThat(health.path("is_healthy").asBoolean()).isTrue();
        assertThat(health.path("issues")).isEmpty();
        assertThat(health.path("last_successful_run").asText())
                .isEqualTo(String.valueOf(
                        service.memory().runs().lastCompleted().orElseThrow().completedAt()));
        assertThat(health.path("last_run_duration_seconds").asDouble()).isBetween(0.0, 30.0);
        assertThat(health.path("documents_pending").asInt()).isZero();
        assertThat(health.path("documents_failed").asInt()).isZero();
        assertThat(health.path("avg_processing_time_ms").asDouble()).isGreaterThan(0);
        assertThat(health.path("queue_depth").asInt()).isZero();
        assertThat(health.at("/sources/0/source").asText()).isEqualTo("docs");
        assertThat(health.at("/sources/0/age_seconds").asLong()).isBetween(0L, 60L);
        assertThat(health.at("/sources/0/max_age_seconds").asLong()).isEqualTo(86_400);
        assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void a_failed_document_is_an_issue_with_its_count_and_waits_for_its_next_attempt() throws IOException {
        documents.write("broken.pdf", "%PDF-1.7 this is none");
        sync();

        JsonNode health = health(503);

        assertThat(health.path("documents_failed").asInt()).isEqualTo(1);
        assertThat(health.path("documents_pending").asInt()).isEqualTo(1);
        assertThat(health.at("/issues/0").asText()).startsWith("1 document of docs failed");
        assertThat(health.at("/sources/0/is_healthy").asBoolean()).isFalse();
    }

    @Test
    void a_held_run_is_an_issue_until_it_is_approved() throws IOException {
        for (int i = 1; i <= 15; i++) {
            Files.delete(documents.path("note-" + i + ".md"));
        }
        long run = sync().at("/runs/0/run_id").asLong();

        assertThat(health(503).at("/issues/0").asText()).contains("Run " + run + " of docs held", "15 of the 20");
        // A look at one document ends well, and says nothing of what is held.
        service.post("/ingest/document?wait=true", "{\"source\":\"docs\",\"path\":\"note-20.md\"}");
        assertThat(service.memory().runs().lastEnded("docs").orElseThrow().kind())
                .isEqualTo("documents");
        assertThat(health(503).at("/issues/0").asText()).contains("Run " + run + " of docs held");
        assertThat(Json.mapper()
                        .readTree(service.get("/status").body())
                        .at("/live/0/held_run")
                        .asLong())
                .isEqualTo(run);

        service.post("/runs/" + run + "/approve?wait=true", "");
        health(200);
    }

    @Test
    void a_source_that_is_older_than_it_may_be_is_stale() throws Exception {
        service.close();
        home.docs().with("maxAge", "1s").with("every", "1h").write();
        service = TestService.of(home);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> service.get("/health").statusCode() == 503);

        assertThat(health(503).at("/issues/0").asText()).contains("The last complete pass over docs was", "1s old");
        assertThat(Json.mapper()
                        .readTree(service.get("/status").body())
                        .at("/live/0/stale")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void metrics_count_what_was_done() throws IOException {
        documents.write("note-1.md", "# Changed\n\nAnother text altogether.\n");
        Files.delete(documents.path("note-2.md"));
        sync();

        String metrics = service.get("/metrics").body();

        assertThat(metrics)
                .contains("freshet_documents_total{change=\"added\",source=\"docs\"} 20.0")
                .contains("freshet_documents_total{change=\"updated\",source=\"docs\"} 1.0")
                .contains("freshet_documents_total{change=\"deleted\",source=\"docs\"} 1.0")
                .contains("freshet_chunks_total{outcome=\"embedded\",source=\"docs\"} 21.0")
                .contains("freshet_stage_seconds_count{stage=\"extract\"} 21")
                .contains("freshet_stage_seconds_count{stage=\"store\"} 22")
                .contains("freshet_freshness_seconds_count{source=\"docs\"} 1")
                .contains("freshet_store_documents 19.0")
                .contains("freshet_source_staleness_seconds{source=\"docs\"}")
                .contains("freshet_run_seconds_count{source=\"docs\",status=\"completed\"}");
    }

    @Test
    void calls_of_a_source_are_counted_with_what_they_were_answered() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            boolean busy = exchange.getRequestURI().getPath().contains("note-1.md");
            exchange.sendResponseHeaders(busy ? 429 : 200, -1);
            exchange.close();
        });
        other.start();
        service.close();
        home.docs()
                .with("every", "1h")
                .step("{toD: {uri: \"http://127.0.0.1:%d/${header.FreshetDocument}\"}}"
                        .formatted(other.getAddress().getPort()))
                .write();
        try {
            service = TestService.of(home);
            sync();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(service.get("/metrics").body())
                            .contains("freshet_http_client_requests_total{source=\"docs\",status=\"200\"} 19.0")
                            .contains("freshet_http_client_requests_total{source=\"docs\",status=\"429\"} 1.0"));
        } finally {
            other.stop(0);
        }
    }

    @Test
    void every_metric_that_the_dashboard_and_the_rules_name_exists() throws IOException {
        documents.write("note-1.md", "# Changed\n\nAnother text altogether.\n");
        documents.write("broken.pdf", "%PDF-1.7 this is none");
        sync();
        Set<String> printed = names(service.get("/metrics").body());
        service.memory().incidents().open("docs", "held", "Held.", java.time.Instant.now());
        printed.addAll(names(service.get("/metrics").body()));

        for (String file : List.of("grafana-dashboard.json", "prometheus-alerts.yaml")) {
            Set<String> used = names(Files.readString(OPERATIONS.resolve(file)));
            used.remove("freshet_http_client_requests_total"); // counted at the first call of a source that makes calls
            assertThat(used).isNotEmpty().isSubsetOf(printed);
        }
    }

    @Test
    void every_kind_of_finding_is_explained() throws IOException {
        String page = Files.readString(Path.of("docs/service.md"));

        for (Finding.Kind kind : Finding.Kind.values()) {
            assertThat(page).contains("| `" + kind.text() + "` |");
        }
    }

    private static Set<String> names(String text) {
        return Pattern.compile("\\bfreshet_[a-z_]+\\b")
                .matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toSet());
    }

    @Test
    void samples_are_written_down_and_shown() throws IOException {
        service.service().sample();

        JsonNode samples =
                Json.mapper().readTree(service.get("/history?hours=1").body()).path("samples");

        // the clock takes one each minute, too
        JsonNode last = samples.path(samples.size() - 1);
        assertThat(last.path("documents").asInt()).isEqualTo(20);
        assertThat(last.path("source").asText()).isEqualTo("docs");
        assertThat(service.get("/history?hours=0").statusCode()).isEqualTo(400);
    }
}
