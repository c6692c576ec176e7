package dev.freshet.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.report.Json;
import dev.freshet.testing.TestFolder;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP interface as a client meets it, good and bad cases, over real connections. */
class HttpApiTest {

    @TempDir
    Path folder;

    private TestHome home;
    private TestFolder documents;
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        home = TestHome.in(folder).option("freshet.http.max-body", "2kB").option("freshet.http.max-waiting", "1");
        documents = home.documents();
        documents.writeNotes(3);
        service = TestService.of(home);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(status().at("/sources/0/documents").asInt())
                                .as(status().toPrettyString())
                                .isEqualTo(3));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + response.body(), e);
        }
    }

    private JsonNode status() {
        return json(service.get("/status"));
    }

    private static void refused(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).path("error").asText()).contains(message);
    }

    @Test
    void verify_compares_and_repairs_while_the_service_runs() {
        JsonNode equal = json(service.post("/verify", ""));
        home.store().execute("DELETE FROM store_chunks");
        HttpResponse<String> diverged = service.post("/verify", "{\"source\": \"docs\"}");
        JsonNode repair = json(service.post("/verify?wait=true", "{\"source\": \"docs\", \"repair\": true}"));

        assertThat(equal.path("status").asText()).isEqualTo("equal");
        assertThat(equal.path("chunks").asInt()).isPositive();
        assertThat(diverged.statusCode()).isEqualTo(200);
        assertThat(json(diverged).path("status").asText()).isEqualTo("diverged");
        assertThat(json(diverged).path("missing").asInt())
                .isEqualTo(equal.path("chunks").asInt());
        assertThat(json(diverged).at("/divergences/0/reason").asText()).isEqualTo("is not in the store");
        assertThat(repair.at("/runs/0/status").asText()).isEqualTo("completed");
        assertThat(repair.at("/runs/0/updated").asInt()).isEqualTo(3);
        assertThat(json(service.post("/verify", "{}")).path("status").asText()).isEqualTo("equal");
        refused(service.post("/verify", "{\"source\": \"nowhere\"}"), 404, "There is no source 'nowhere'.");
        refused(service.post("/verify", "{\"fix\": true}"), 400, "unknown field 'fix'");
    }

    @Test
    void a_store_that_was_emptied_is_an_issue_until_a_pass_has_mended_it_and_was_told_of() {
        home.store().execute("DELETE FROM store_chunks");
        json(service.post("/webhook/ingest?wait=true", ""));

        HttpResponse<String> health = service.get("/health");
        json(service.post("/webhook/ingest?wait=true", ""));

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(json(health).at("/issues/0").asText()).contains("The store holds 0 chunks of docs");
        assertThat(service.get("/health").statusCode()).isEqualTo(200);
        assertThat(json(service.post("/verify", "")).path("status").asText()).isEqualTo("equal");
    }

    @Test
    void an_open_search_finds_what_a_repair_brought_back() {
        String before = service.get("/search?q=note").body();
        home.store().execute("DELETE FROM store_chunks WHERE document IN (SELECT min(document) FROM store_chunks)");
        assertThat(service.get("/search?q=note").statusCode()).isEqualTo(200);

        json(service.post("/verify?wait=true", "{\"repair\": true}"));

        assertThat(service.get("/search?q=note").body()).isEqualTo(before);
    }

    @Test
    void status_is_that_of_the_command_and_what_only_a_service_knows() throws IOException {
        JsonNode status = status();

        assertThat(status.path("total_documents").asInt()).isEqualTo(3);
        assertThat(status.at("/sources/0/state").asText()).isEqualTo("active");
        assertThat(status.at("/sources/0/last_run/status").asText()).isEqualTo("completed");
        assertThat(status.at("/live/0/source").asText()).isEqualTo("docs");
        assertThat(status.at("/live/0/next_run").asText()).endsWith("Z");
        assertThat(status.at("/live/0/max_age_seconds").asLong()).isEqualTo(86_400);
        assertThat(status.at("/live/0/stale").asBoolean()).isFalse();
        assertThat(status.path("problems")).isEmpty();
        assertThat(status.path("version").asText()).isNotEmpty();
    }

    @Test
    void a_request_to_look_now_is_accepted_with_the_number_of_its_run() throws IOException {
        documents.write("new.md", "# Newt\n\nA newt.\n");

        HttpResponse<String> answer = service.post("/webhook/ingest", "{\"source\":\"docs\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        long run = json(answer).path("run_id").asLong();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> json(service.get("/runs/" + run))
                        .path("status")
                        .asText()
                        .equals("completed"));
        assertThat(json(service.get("/runs/" + run)).path("added").asInt()).isEqualTo(1);
        assertThat(json(service.get("/runs/" + run)).path("trigger").asText()).isEqualTo("http");
    }

    @Test
    void who_waits_gets_the_finished_run_as_sync_prints_it() throws IOException {
        documents.write("new.md", "# Newt\n\nA newt.\n");

        HttpResponse<String> answer = service.post("/webhook/ingest?wait=true", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/status").asText()).isEqualTo("completed");
        assertThat(json(answer).at("/totals/new").asInt()).isEqualTo(1);
        assertThat(json(answer).at("/runs/0/source").asText()).isEqualTo("docs");
    }

    @Test
    void a_body_that_is_called_a_form_is_refused_with_the_remedy() throws IOException {
        HttpResponse<String> answer =
                service.send(java.net.http.HttpRequest.newBuilder(service.uri("/webhook/ingest?wait=true"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"source\": \"nowhere\"}"))
                        .build());

        refused(answer, 415, "Content-Type: application/json");
    }

    @Test
    void bad_requests_are_told_what_is_wrong_and_where() throws IOException {
        refused(service.post("/webhook/ingest", "{\"source\": "), 400, "1:");
        refused(service.post("/webhook/ingest", "{\n  \"sorce\": \"docs\"}"), 400, "Did you mean 'source'?");
        refused(service.post("/webhook/ingest", "[1]"), 400, "1:1");
        refused(service.post("/webhook/ingest", "{\"source\":\"dosc\"}"), 404, "Did you mean 'docs'?");
        refused(service.post("/webhook/ingest?wait=perhaps", ""), 400, "true or false");
        refused(service.post("/webhook/ingest", "{\"source\":\"" + "x".repeat(3_000) + "\"}"), 413, "2kB");
        refused(service.get("/nowhere"), 404, "nothing at /nowhere");
        refused(service.get("/retry"), 405, "GET is not for /retry");
        refused(service.get("/search"), 400, "'q' is missing");
        refused(service.get("/search?q=a&k=0"), 400, "'k' is '0'");
        refused(service.get("/search?q=a&k=many"), 400, "'k' is 'many'");
        refused(service.get("/search?q=a&where=team"), 400, "name=value");
        refused(service.get("/runs/seven"), 404, "no run 'seven'");
        refused(service.get("/runs/7000"), 404, "no such run");
        refused(service.get("/runs?limit=0"), 400, "'limit' is '0'");
        refused(service.get("/documents?status=lost"), 400, "'status' is 'lost'");
    }

    @Test
    void the_service_is_well_after_bad_requests() throws IOException {
        bad_requests_are_told_what_is_wrong_and_where();

        assertThat(service.get("/status").statusCode()).isEqualTo(200);
    }

    @Test
    void search_finds_chunks() throws IOException {
        documents.write("newt.md", "# Pond\n\nThe great crested newt lives here.\n");
        service.post("/webhook/ingest?wait=true", "");

        JsonNode found = json(service.get("/search?q=crested+newt&k=1&source=docs"));

        assertThat(found.at("/results/0/document").asText()).isEqualTo("newt.md");
        assertThat(found.at("/results/0/heading").asText()).isEqualTo("Pond");
        assertThat(json(service.get("/search?q=newt&source=other")).path("results"))
                .isEmpty();
        assertThat(json(service.get("/search?q=newt&where=team%3Dnobody")).path("results"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"note-1.md", "ABSOLUTE"})
    void one_document_is_looked_at_by_its_path_below_the_folder_or_an_absolute_one(String path) throws IOException {
        documents.write("note-1.md", "# Changed\n\nAnother text.\n");
        documents.write("note-2.md", "# Changed too\n\nAnother text.\n");
        String named =
                path.equals("ABSOLUTE") ? documents.root().resolve("note-1.md").toString() : path;

        HttpResponse<String> answer =
                service.post("/ingest/document?wait=true", "{\"source\":\"docs\",\"path\":\"" + named + "\"}");

        assertThat(json(answer).at("/totals/modified").asInt())
                .as(answer.body())
                .isEqualTo(1);
        assertThat(json(answer).at("/totals/deleted").asInt()).isZero();
    }

    @Test
    void a_document_that_is_gone_is_left_to_a_complete_pass() throws IOException {
        Files.delete(documents.root().resolve("note-1.md"));

        HttpResponse<String> answer =
                service.post("/ingest/document?wait=true", "{\"source\":\"docs\",\"id\":\"note-1.md\"}");

        assertThat(json(answer).at("/totals/deleted").asInt()).as(answer.body()).isEqualTo(1);
    }

    @Test
    void nothing_outside_of_a_source_is_looked_at_whatever_the_path_looks_like() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.md"), "# Secret\n\nNobody may find xyzzy.\n");
        Files.createSymbolicLink(documents.root().resolve("link.md"), secret);
        Files.createSymbolicLink(documents.root().resolve("out"), folder);

        for (String path : new String[] {
            "../secret.md",
            "sub/../../secret.md",
            "note-1.md/../../secret.md",
            "..",
            ".",
            "",
            secret.toString(),
            documents.root() + "/../secret.md",
            "/etc/passwd",
            "/nowhere/at/all",
            "link.md",
            "out/secret.md",
            "out/missing.md"
        }) {
            refused(
                    service.post("/ingest/document", "{\"source\":\"docs\",\"path\":\"" + path + "\"}"),
                    403,
                    "outside of the source's folder");
        }
        refused(service.post("/ingest/document", "{\"source\":\"docs\",\"path\":\"a\\u0000b\"}"), 400, "not the name");
        refused(
                service.post("/ingest/document", "{\"source\":\"docs\",\"path\":\"%2e%2e/secret.md\"}"),
                404,
                "There is no document");
        refused(service.post("/ingest/document", "{\"source\":\"docs\"}"), 400, "'path' or 'id'");
        assertThat(json(service.get("/search?q=xyzzy")).toString()).doesNotContain("xyzzy");
    }

    @Test
    void failed_documents_are_listed_and_tried_again() throws IOException {
        documents.write("broken.pdf", "%PDF-1.7 this is none");
        service.post("/webhook/ingest?wait=true", "");

        JsonNode failed = json(service.get("/documents?status=failed&source=docs"));
        assertThat(failed.at("/documents/0/document").asText()).isEqualTo("broken.pdf");
        assertThat(failed.at("/documents/0/error").asText()).isNotEmpty();
        assertThat(json(service.get("/documents?status=indexed")).path("documents"))
                .hasSize(3);

        HttpResponse<String> retried = service.post("/retry?wait=true", "{\"source\":\"docs\"}");
        assertThat(json(retried).at("/totals/failed").asInt()).isEqualTo(1);
        assertThat(json(service.get("/documents?status=failed"))
                        .at("/documents/0/attempts")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void held_deletions_are_named_and_go_through_when_they_are_approved() throws IOException {
        documents.writeNotes(30);
        service.post("/webhook/ingest?wait=true", "");
        for (int i = 1; i <= 20; i++) {
            Files.delete(documents.path("note-" + i + ".md"));
        }
        JsonNode held = json(service.post("/webhook/ingest?wait=true", ""));
        long run = held.at("/runs/0/run_id").asLong();
        assertThat(held.path("status").asText()).isEqualTo("held");
        assertThat(json(service.get("/runs/" + run)).path("held_documents")).hasSize(20);

        HttpResponse<String> approved = service.post("/runs/" + run + "/approve?wait=true", "");

        assertThat(json(approved).at("/totals/deleted").asInt()).isEqualTo(20);
        refused(service.post("/runs/1/approve", ""), 409, "nothing to approve");
        refused(service.post("/runs/999/approve", ""), 404, "no run 999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/runs?source=${sys.user.home}",
                "/runs?source='%3B--",
                "/runs?source=a,b%0Ac",
                "/runs?source=%24%7Bbody%7D",
                "/documents?source=%27%20OR%201%3D1%20--"
            })
    void what_a_client_writes_is_text_and_nothing_else(String path) throws IOException {
        HttpResponse<String> answer = service.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(service.uri(
                                "")
                        + path.replace("${", "%24%7B").replace("}", "%7D").replace("'", "%27")))
                .build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).elements().next()).isEmpty();
    }

    @Test
    void a_client_cannot_set_headers_of_camel_or_of_freshet() throws IOException {
        HttpResponse<String> answer = service.send(
                java.net.http.HttpRequest.newBuilder(service.uri("/status?CamelHttpResponseCode=500&FreshetPass=x"))
                        .header("CamelHttpResponseCode", "500")
                        .header("camelhttppath", "/retry")
                        .header("FreshetChange", "DELETED")
                        .header("CamelBeanMethodName", "search")
                        .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("freshetpass", "freshetchange", "camelbeanmethodname");
        assertThat(json(answer).path("total_documents").asInt()).isEqualTo(3);
    }

    @Test
    void more_requests_than_may_wait_are_told_to_come_again() throws Exception {
        documents.writeNotes(300);
        var waiting =
                java.util.concurrent.CompletableFuture.supplyAsync(() -> service.post("/webhook/ingest?wait=true", ""));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !service.service().passes().active().isEmpty());

        HttpResponse<String> second = service.post("/webhook/ingest?wait=true", "");

        if (!waiting.isDone()) {
            refused(second, 429, "Come again later");
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(waiting.get(60, java.util.concurrent.TimeUnit.SECONDS).statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_openapi_document_is_served() throws IOException {
        JsonNode document = json(service.get("/openapi.json"));

        assertThat(document.path("openapi").asText()).startsWith("3.1");
    }
}
