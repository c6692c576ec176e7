package dev.freshet.source.confluence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.TestService;
import dev.freshet.testing.TestSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Kamelet confluence-source keeps what every source does, and what Confluence Data Center makes possible. */
class ConfluenceDataCenterSourceTest extends ConfluenceSourceContract {

    @SuppressWarnings("NullAway.Init")
    private DataCenterFlavour dataCenter;

    @Override
    ConfluenceServer start() throws Exception {
        return new ConfluenceServer(made -> {
            dataCenter = new DataCenterFlavour(made);
            return dataCenter;
        });
    }

    @Override
    TestSource source() {
        return home.kamelet("docs", "confluence-source")
                .with("baseUrl", server.address() + DataCenterFlavour.ROOT + "/")
                .with("deployment", "datacenter")
                .with("token", DataCenterFlavour.TOKEN)
                .with("requestsPerSecond", "1000");
    }

    @Override
    String listing() {
        return "/rest/api/content/scan";
    }

    @Override
    String reading(String id) {
        return "/rest/api/content/" + id + "?";
    }

    @Override
    String largestPage() {
        return "limit=200";
    }

    @Override
    void cap(int rows) {
        dataCenter.cap = rows;
    }

    @Test
    void smaller_pages_than_were_asked_for_lose_nothing() throws Exception {
        dataCenter.cap = 3;
        for (int i = 0; i < 20; i++) {
            String id = page("Quay " + i, "About quay number " + i + ".");
            server.world.attach(id, "notes" + i + ".txt", ("Notes on quay " + i).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(home.sync().counts()).isEqualTo("completed +40 ~0 -0 =0 !0");
    }

    @Test
    void server_that_can_not_scan_is_listed_by_numbers() throws Exception {
        dataCenter.scans = false;
        dataCenter.cap = 3;
        for (int i = 0; i < 10; i++) {
            page("Quay " + i, "About quay number " + i + ".");
        }

        assertThat(home.sync().counts()).isEqualTo("completed +10 ~0 -0 =0 !0");

        home.assertEqualToFreshIngest();
    }

    @Test
    void refusal_by_its_limit_is_waited_for() throws Exception {
        page("Wharf", "The wharf opens at six.");
        server.limit("/rest/api/content", 2, 403, "0");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
    }

    @Test
    void refusal_for_good_is_named() throws Exception {
        page("Wharf", "The wharf opens at six.");
        server.refuse(
                "/rest/api/content",
                1_000,
                403,
                "{\"statusCode\":403,\"message\":\"The user is not permitted to use Confluence\"}");

        var synced = home.sync();

        assertThat(synced.run().status().text()).isEqualTo("failed");
        assertThat(synced.run().message()).contains("answered 403", "not permitted", "Give it the right to view");
        assertThat(server.calls.stream().filter(call -> call.contains("/rest/api/content")))
                .as("asked once")
                .hasSize(1);
    }

    @Test
    void refusal_by_its_limit_without_a_word_is_tried_again() throws Exception {
        page("Wharf", "The wharf opens at six.");
        server.refuse("/rest/api/content", 2, 403, "");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
    }

    @Test
    void stop_does_not_wait_for_a_refusal_to_pass() throws Exception {
        page("Wharf", "The wharf opens at six.");
        source().with("every", "1h").write();
        server.refuse("/rest/api/content", 1_000, 403, "");
        long before;
        try (TestService service = TestService.of(home)) {
            service.post("/webhook/ingest", "");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> server.calls.stream()
                                    .filter(call -> call.contains("/rest/api/content"))
                                    .count()
                            > 2);
            before = System.nanoTime();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(home.lastRun("docs").status().text()).isEqualTo("interrupted");
    }

    @Test
    void name_that_a_limit_keeps_back_fails_the_page_and_comes_with_the_next_try() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        home.sync();
        server.world.edit(id, "<p>Ask <ac:link><ri:user ri:userkey=\"ada\"/></ac:link> today.</p>");
        server.refuse("/rest/api/user?", 1_000, 403, "<html><body>Too many requests</body></html>");

        assertThat(home.sync().counts()).startsWith("completed +0 ~0 -0").endsWith("!1");

        assertThat(home.store().textsOf(id)).singleElement().asString().contains("opens at six");
        server.mend();
        assertThat(home.retry().counts()).startsWith("completed +0 ~1 -0").endsWith("!0");
        assertThat(home.store().textsOf(id)).singleElement().asString().contains("Ada Writer");
    }
}
