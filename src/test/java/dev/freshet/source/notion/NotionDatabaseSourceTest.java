package dev.freshet.source.notion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.document.Several;
import dev.freshet.pass.PassRequest;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.notion.NotionServer.Fault;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestService;
import dev.freshet.testing.TestSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Rows of two databases, with the newest version of the API. */
class NotionDatabaseSourceTest extends NotionSourceContract {

    @Override
    protected String version() {
        return "2026-03-11";
    }

    @Override
    protected void makePlaces() {
        String team = workspace.addPage(null, "Harbour team");
        here = workspace.addDatabase(team, "Notices");
        there = workspace.addDatabase(team, "Old notices");
    }

    @Override
    protected void choose(TestSource source) {
        source.with("databases", "https://www.notion.so/team/Notices-" + here.replace("-", "") + "?v=1, " + there);
    }

    @Override
    protected boolean takesAllBelow() {
        return false;
    }

    @Override
    protected boolean breaks(String call, int number) {
        return call.contains(workspace.dataSourceOf(there));
    }

    private void addRows(int count) {
        for (int i = 0; i < count; i++) {
            workspace.addPage(here, "");
        }
    }

    @Test
    void idle_pass_over_10_000_rows_costs_one_query_per_database() {
        addRows(10_000);
        assertThat(home.sync().run().counts().added()).isEqualTo(10_000);
        server.takeCalls();

        Synced idle = home.sync();

        assertThat(idle.run().status().text()).isEqualTo("completed");
        assertThat(server.takeCalls()).hasSize(2).allMatch(call -> call.endsWith("/query"));
    }

    @Test
    void more_rows_than_a_query_gives_are_all_taken() {
        server.queriesEndAt(250);
        addRows(700);

        assertThat(home.sync().counts()).isEqualTo("completed +700 ~0 -0 =0 !0");
    }

    @Test
    void error_on_page_7_of_20_deletes_nothing_and_the_next_pass_goes_on() {
        addRows(1_990);
        String gone = add("Gone", "This notice goes away.");
        home.sync();
        workspace.trash(gone, true);
        String late = add("Late", "This notice came late.");
        int[] queries = {0};
        server.failing(
                (call, number) -> call.endsWith("/query") && ++queries[0] >= 7 ? Fault.of(502, "bad_gateway") : null);

        Synced broken = home.sync(TestHome.FULL);

        assertThat(broken.run().status().text()).isEqualTo("failed");
        assertThat(broken.run().message()).contains("502", "The next pass tries again");
        assertThat(broken.run().counts().deleted()).isZero();
        server.failing((call, number) -> null);
        assertThat(home.sync(TestHome.FULL).counts()).isEqualTo("completed +1 ~0 -1 =1990 !0");
        assertThat(home.store().indexed()).contains(late).doesNotContain(gone);
    }

    @Test
    void cursor_that_expired_begins_the_listing_again_and_takes_nothing_twice() {
        addRows(350);
        int[] queries = {0};
        server.failing((call, number) -> {
            if (call.endsWith("/query") && ++queries[0] == 3) {
                server.expireCursors();
            }
            return null;
        });

        assertThat(home.sync().counts()).isEqualTo("completed +350 ~0 -0 =0 !0");
    }

    @Test
    void page_that_fails_keeps_its_chunks_and_is_tried_again() {
        String id = add("Tides", "High water is at noon.");
        add("Locks", "Locks close at eight.");
        home.sync();
        workspace.setText(id, "High water is at one.");
        server.failing((call, number) -> call.contains("/blocks/" + id) ? Fault.of(503, "service_unavailable") : null);

        Synced failing = home.sync();

        assertThat(failing.counts()).startsWith("completed +0 ~0 -0").endsWith("!1");
        assertThat(home.store().chunksOf(id)).singleElement().asString().contains("at noon");
        assertThat(home.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("503"));
        server.failing((call, number) -> null);
        assertThat(home.retry().counts()).startsWith("completed +0 ~1 -0").endsWith("!0");
        assertThat(home.store().chunksOf(id)).singleElement().asString().contains("at one");
        home.assertEqualToFreshIngest();
    }

    @Test
    void html_of_a_proxy_is_an_error_that_says_what_to_do() {
        add("Tides", "High water is at noon.");
        server.failing((call, number) -> new Fault(401, "", Map.of(), "<html>Sign in</html>"));

        Synced sync = home.sync();

        assertThat(sync.run().message()).contains("401", "isn't JSON", "Check the token");
    }

    @Test
    void database_that_is_not_shared_is_an_error_that_says_what_to_do() {
        home.sync();
        workspace.share(here, false);

        Synced sync = home.sync(TestHome.FULL);

        assertThat(sync.run().status().text()).isEqualTo("failed");
        assertThat(sync.run().message()).contains("404", "Share the page or database");
    }

    @Test
    void calls_never_come_faster_than_the_budget() {
        source().with("requestsPerSecond", "20").write();
        addRows(20);
        home.sync();
        server.forgetTimes();
        addRows(60);
        server.limitedTo(20);

        assertThat(home.sync().run().counts().added()).isEqualTo(60);

        assertThat(server.mostInASecond()).isBetween(15L, 20L);
        assertThat(server.refused()).isZero();
    }

    @Test
    void two_sources_with_one_token_share_its_budget() {
        source().with("requestsPerSecond", "20").write();
        home.kamelet("others", "notion-source")
                .with("token", NotionServer.TOKEN)
                .with("apiVersion", version())
                .with("baseUrl", server.url())
                .with("requestsPerSecond", "20")
                .with("databases", there)
                .write();
        addRows(20);
        home.sync();
        server.forgetTimes();
        addRows(40);
        for (int i = 0; i < 40; i++) {
            workspace.addPage(there, "");
        }
        server.limitedTo(20);

        Synced both = home.sync();

        assertThat(both.runs()).extracting(run -> run.counts().added()).containsExactly(80L, 40L);
        assertThat(server.mostInASecond()).isBetween(15L, 20L);
        assertThat(server.refused()).isZero();
    }

    @Test
    void data_source_can_be_a_root_by_its_own_id() {
        String second = workspace.addDataSource(here);
        String row = workspace.addRow(here, second, "Drawings");
        workspace.setText(row, "About drawings.");
        add("Tides", "High water is at noon.");
        source().with("databases", second).write();

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        assertThat(home.store().indexed()).containsExactly(row);
        workspace.setText(row, "About new drawings.");
        workspace.addRow(here, second, "Maps");
        assertThat(home.sync().counts()).isEqualTo("completed +1 ~1 -0 =0 !0");
        workspace.move(row, there);
        assertThat(home.sync(TestHome.FULL).run().counts().deleted()).isEqualTo(1);
    }

    @Test
    void rows_of_all_data_sources_of_a_database_are_taken_and_an_idle_pass_asks_each_once() {
        String second = workspace.addDataSource(here);
        String row = workspace.addRow(here, second, "Drawings");
        workspace.setText(row, "About drawings.");
        String first = add("Tides", "High water is at noon.");

        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");

        assertThat(home.store().indexed()).containsExactlyInAnyOrder(first, row);
        assertThat(home.search("drawings", Map.of("path", "Harbour team / Notices")))
                .isNotEmpty();
        server.takeCalls();
        home.sync();
        assertThat(server.takeCalls())
                .containsExactlyInAnyOrder(
                        "POST /v1/data_sources/" + second + "/query",
                        "POST /v1/data_sources/" + workspace.dataSourceOf(here) + "/query",
                        "POST /v1/data_sources/" + workspace.dataSourceOf(there) + "/query");
        workspace.trash(row, true);
        assertThat(syncCompletely().run().counts().deleted()).isEqualTo(1);
        home.assertEqualToFreshIngest();
    }

    @Test
    void name_that_could_not_be_seen_is_asked_for_again_by_the_next_pass() throws Exception {
        NotionOptions options = new NotionOptions(
                URI.create(server.url()), NotionServer.TOKEN, version(), List.of(here), List.of(), 1000);
        boolean[] mayRead = {false};
        int[] asked = {0};
        byte[] refused = "{\"object\":\"error\",\"status\":403,\"code\":\"restricted_resource\",\"message\":\"No.\"}"
                .getBytes(StandardCharsets.UTF_8);
        byte[] ada = "{\"object\":\"user\",\"id\":\"u\",\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);
        People people = new People(new NotionApi(
                options,
                call -> {
                    asked[0]++;
                    return mayRead[0] ? new HttpAnswer(200, Map.of(), ada) : new HttpAnswer(403, Map.of(), refused);
                },
                Clock.systemUTC()));
        ObjectNode user = NotionApi.JSON.createObjectNode().put("id", "u");
        people.name(user);
        people.name(user);
        assertThat(asked[0]).as("once in a pass").isEqualTo(1);
        mayRead[0] = true;

        people.forgetUnnamed();

        assertThat(people.name(user)).isEqualTo("Ada");
        people.forgetUnnamed();
        assertThat(people.name(user)).isEqualTo("Ada");
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void error_in_other_words_than_those_of_notion_is_not_its_own() {
        assertThat(new NotionException(404, null, "x").isNotFound()).isFalse();
        assertThat(new NotionException(404, "not_found", "x").isNotFound()).isFalse();
        assertThat(new NotionException(403, null, "x").isRefusal()).isFalse();
        assertThat(new NotionException(400, "invalid_request_url", "x").isRefusal())
                .isFalse();
        assertThat(new NotionException(404, "object_not_found", "x").isNotFound())
                .isTrue();
        assertThat(new NotionException(403, "restricted_resource", "x").isRefusal())
                .isTrue();
        assertThat(new NotionException(400, "validation_error", "The start_cursor provided is invalid: x").isRefusal())
                .isFalse();
    }

    @Test
    void server_that_asks_to_wait_is_asked_again_after_that_time() {
        add("Tides", "High water is at noon.");
        int[] calls = {0};
        server.failing((call, number) -> ++calls[0] == 2
                ? new Fault(429, "rate_limited", Map.of("Retry-After", "1"), "")
                : calls[0] == 4 ? new Fault(529, "service_overload", Map.of("Retry-After", "0"), "") : null);
        long before = System.nanoTime();

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void stop_does_not_wait_for_a_server_that_asks_to_be_left_alone() {
        add("Tides", "High water is at noon.");
        source().with("every", "1h").write();
        server.failing((call, number) -> new Fault(429, "rate_limited", Map.of("Retry-After", "200"), ""));
        long before;
        try (TestService service = TestService.of(home)) {
            service.post("/webhook/ingest", "");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !server.times().isEmpty());
            before = System.nanoTime();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(home.lastRun("docs").status().text()).isEqualTo("interrupted");
    }

    @Test
    void connection_that_breaks_is_made_again_and_the_listing_goes_on() {
        addRows(250);
        int[] queries = {0};
        server.failing((call, number) ->
                call.endsWith("/query") && ++queries[0] == 2 ? new Fault(0, "", Map.of(), "-") : null);

        assertThat(home.sync().counts()).isEqualTo("completed +250 ~0 -0 =0 !0");

        assertThat(queries[0]).isEqualTo(5);
    }

    @Test
    void title_url_path_editor_and_properties_are_metadata() {
        String id = add("Tides", "High water is at noon.");
        workspace.setProperty(
                id, "Team", "select", NotionApi.JSON.createObjectNode().put("name", "Pilots"));
        workspace.setProperty(
                id, "Depth", "number", NotionApi.JSON.getNodeFactory().numberNode(12));
        source().step("setHeader: {name: access, constant: crew}").write();

        home.sync();

        assertThat(home.search("high water", Map.of("Team", "Pilots", "access", "crew")))
                .singleElement()
                .satisfies(hit -> {
                    assertThat(hit.title()).isEqualTo("Tides");
                    assertThat(hit.url()).isEqualTo("https://www.notion.so/" + id.replace("-", ""));
                    assertThat(hit.metadata())
                            .containsEntry("path", "Harbour team / Notices")
                            .containsEntry("editor", "Ada Writer")
                            .containsEntry("Depth", "12")
                            .containsKey("edited");
                    assertThat(hit.text()).contains("Team: Pilots");
                });
    }

    @Test
    void edit_of_the_last_minute_is_read_again_until_its_minute_is_over() {
        // A minute that is over while this runs would be another case.
        workspace.setClock(Instant.now().plus(Duration.ofHours(1)));
        String id = add("Tides", "High water is at noon.");
        home.sync();
        workspace.setTextInTheSameMinute(id, "High water is at one.");

        home.sync();

        assertThat(home.store().chunksOf(id)).singleElement().asString().contains("at one");
    }

    @Test
    void second_edit_of_a_minute_is_read_although_the_minute_is_over_by_then() {
        NotionOptions options = new NotionOptions(
                URI.create(server.url()), NotionServer.TOKEN, version(), List.of(here), List.of(), 1000);
        String id = add("Tides", "High water is at noon.");
        Instant edited = Instant.parse(Objects.requireNonNull(workspace.page(id))
                .path("last_edited_time")
                .asText());
        Places.Place place = new Places.Place(List.of(), Set.of(), Set.of(), false, true);

        ListedDocument young = pages(options, edited.plusSeconds(30)).listed(page(id), place, null);
        ListedDocument settled = pages(options, edited.plusSeconds(600)).listed(page(id), place, null);

        NotionPages later = pages(options, edited.plusSeconds(600));
        assertThat(later.asKnown(page(id), young.fingerprint())).isNull();
        assertThat(later.asKnown(page(id), settled.fingerprint())).isNotNull();
    }

    private ObjectNode page(String id) {
        return Objects.requireNonNull(workspace.page(id));
    }

    private static NotionPages pages(NotionOptions options, Instant now) {
        NotionApi api = new NotionApi(
                options,
                call -> {
                    throw new AssertionError(call.uri() + " is not asked");
                },
                Clock.fixed(now, ZoneOffset.UTC));
        return new NotionPages(api, new Places(api));
    }

    @Test
    void minute_is_over_by_the_clock_of_notion_and_not_by_one_that_runs_ahead() throws Exception {
        NotionOptions options = new NotionOptions(
                URI.create(server.url()), NotionServer.TOKEN, version(), List.of(here), List.of(), 1000);
        workspace.setClock(Instant.now());
        String id = add("Tides", "High water is at noon.");
        NotionApi api = new NotionApi(
                options,
                call -> new HttpAnswer(
                        200,
                        Map.of("date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))),
                        page(id).toString().getBytes(StandardCharsets.UTF_8)),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        NotionPages pages = new NotionPages(api, new Places(api));
        Places.Place place = new Places.Place(List.of(), Set.of(), Set.of(), false, true);

        JsonNode seen = api.get("pages/" + id);

        assertThat(pages.asKnown(seen, pages.listed(seen, place, null).fingerprint()))
                .isNull();
    }

    @Test
    void held_full_pass_is_approved_as_people_do_it() {
        home.option("freshet.delete-guard.documents", "0").option("freshet.delete-guard.percent", "0");
        String id = add("Tides", "High water is at noon.");
        add("Locks", "Locks close at eight.");
        home.sync();
        workspace.trash(id, true);
        assertThat(home.sync(TestHome.FULL).run().status().text()).isEqualTo("held");

        Synced approved = home.sync(new PassRequest(PassRequest.Kind.SYNC, "test", 1));

        assertThat(approved.run().counts().deleted()).isEqualTo(1);
        assertThat(home.store().indexed()).hasSize(1).doesNotContain(id);
    }

    @Test
    void one_database_that_is_out_of_sight_keeps_no_other_from_its_turn() {
        home.sync();
        String row = workspace.addPage(there, "Row");
        workspace.setText(row, "About dredging.");
        workspace.share(here, false);

        Synced sync = home.sync(TestHome.FULL);

        assertThat(sync.run().status().text()).isEqualTo("failed");
        assertThat(sync.run().message()).contains("404", "Share the page or database");
        assertThat(home.store().indexed()).containsExactly(row);
    }

    @Test
    void bulk_import_is_listed_no_more_once_an_hour_has_gone() {
        Instant newest = Instant.parse("2026-02-01T08:00:00Z");

        assertThat(new NotionCursor(newest, newest.plusSeconds(600), Set.of(), Set.of()).from())
                .isEqualTo("2026-02-01T07:55:00Z");
        assertThat(new NotionCursor(newest, newest.plusSeconds(4000), Set.of(), Set.of()).from())
                .isEqualTo("2026-02-01T08:01:00Z");
    }

    @Test
    void properties_of_every_type_are_text_and_metadata() throws Exception {
        String id = add("Tides", "High water is at noon.");
        String other = workspace.addPage(there, "Locks");
        var json = NotionApi.JSON;
        workspace.setProperty(id, "People", "people", json.readTree("[{\"id\":\"" + NotionWorkspace.userId() + "\"}]"));
        workspace.setProperty(id, "Related", "relation", json.readTree("[{\"id\":\"" + other + "\"}]"));
        workspace.setProperty(id, "Tags", "multi_select", json.readTree("[{\"name\":\"a\"},{\"name\":\"b\"}]"));
        workspace.setProperty(id, "When", "date", json.readTree("{\"start\":\"2026-05-01\",\"end\":\"2026-05-03\"}"));
        workspace.setProperty(id, "Done", "checkbox", json.readTree("true"));
        workspace.setProperty(id, "Sum", "formula", json.readTree("{\"type\":\"number\",\"number\":7}"));
        workspace.setProperty(
                id,
                "Depths",
                "rollup",
                json.readTree("{\"type\":\"array\",\"array\":[{\"type\":\"number\",\"number\":3}]}"));
        workspace.setProperty(id, "Number", "unique_id", json.readTree("{\"prefix\":\"T\",\"number\":12}"));
        workspace.setProperty(
                id, "File", "files", json.readTree("[{\"name\":\"map.pdf\",\"file\":{\"url\":\"https://x/?sig=1\"}}]"));

        home.sync();

        assertThat(home.search("high water", Map.of("Number", "T-12"))).first().satisfies(hit -> {
            assertThat(hit.metadata())
                    .containsEntry("People", Several.of(List.of("Ada Writer")))
                    .containsEntry("Related", Several.of(List.of("Locks")))
                    .containsEntry("Tags", Several.of(List.of("a", "b")))
                    .containsEntry("When", "2026-05-01 to 2026-05-03")
                    .containsEntry("Done", "yes")
                    .containsEntry("Sum", "7")
                    .containsEntry("Depths", "3")
                    .containsEntry("File", Several.of(List.of("map.pdf")));
        });
        assertThat(home.search("high water", Map.of("Tags", "b"))).isNotEmpty();
        assertThat(home.search("high water", Map.of("Tags", "c"))).isEmpty();
        assertThat(String.join(" ", home.store().textsOf(id)))
                .contains("Tags: a, b")
                .doesNotContain("sig=1");
    }

    @Test
    void property_with_more_references_than_the_page_object_holds_is_asked_for() {
        String id = add("Tides", "High water is at noon.");
        ArrayNode cut = NotionApi.JSON.createArrayNode();
        ArrayNode whole = NotionApi.JSON.createArrayNode();
        for (int i = 0; i < 40; i++) {
            ObjectNode segment = NotionApi.JSON.createObjectNode().put("plain_text", "word" + i + " ");
            whole.add(segment);
            if (i < 25) {
                cut.add(segment);
            }
        }
        workspace.setLongProperty(id, "Notes", "rich_text", cut, whole);

        home.sync();

        assertThat(String.join(" ", home.store().textsOf(id))).contains("word24 word25", "word39");
    }

    @Test
    void title_and_rollup_with_more_parts_than_the_page_object_holds_are_asked_for() {
        String id = add("Tides", "High water is at noon.");
        ArrayNode title = NotionApi.JSON.createArrayNode();
        ArrayNode depths = NotionApi.JSON.createArrayNode();
        for (int i = 0; i < 40; i++) {
            title.addObject().put("plain_text", "word" + i + " ");
            depths.addObject()
                    .put("type", "title")
                    .putArray("title")
                    .addObject()
                    .put("plain_text", "Quay" + i);
        }
        workspace.setLongTitle(id, title);
        ObjectNode rollup = NotionApi.JSON.createObjectNode().put("type", "array");
        workspace.setLongProperty(id, "Quays", "rollup", rollup.set("array", cut(depths)), depths);

        home.sync();

        assertThat(home.search("high water", Map.of())).first().satisfies(hit -> {
            assertThat(hit.title()).startsWith("word0 word1").endsWith("word38 word39");
            assertThat(hit.metadata().get("Quays"))
                    .startsWith("Quay0, Quay1")
                    .endsWith("Quay24, Quay25, Quay26, Quay27, Quay28, Quay29, Quay30, Quay31, Quay32, Quay33, Quay34,"
                            + " Quay35, Quay36, Quay37, Quay38, Quay39");
        });
    }

    private static ArrayNode cut(ArrayNode whole) {
        ArrayNode part = NotionApi.JSON.createArrayNode();
        for (int i = 0; i < 25; i++) {
            part.add(whole.get(i));
        }
        return part;
    }

    @Test
    void calls_of_a_service_are_counted_in_its_metrics() {
        add("Tides", "High water is at noon.");
        source().with("every", "1h").write();
        try (TestService service = TestService.of(home)) {
            assertThat(service.post("/webhook/ingest?wait=true", "").statusCode())
                    .isEqualTo(200);

            assertThat(service.get("/metrics").body())
                    .containsPattern("freshet_http_client_requests_total\\{source=\"docs\",status=\"200\"} [1-9]");
        }
    }

    @Test
    void wrong_id_is_refused_when_the_source_starts() {
        source().with("databases", "my-database").write();

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> home.sync()))
                .hasMessageContaining("routes/sources/docs.camel.yaml: 'databases' has 'my-database'");
    }
}
