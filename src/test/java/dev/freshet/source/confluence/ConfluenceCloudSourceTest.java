package dev.freshet.source.confluence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.store.EmbeddedStore;
import dev.freshet.testing.HashEmbedder;
import dev.freshet.testing.OpenHome;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Kamelet confluence-source keeps what every source does, and what Confluence Cloud makes possible. */
class ConfluenceCloudSourceTest extends ConfluenceSourceContract {

    @SuppressWarnings("NullAway.Init")
    private CloudFlavour cloud;

    @Override
    ConfluenceServer start() throws Exception {
        return new ConfluenceServer(made -> {
            cloud = new CloudFlavour(made);
            return cloud;
        });
    }

    @Override
    TestSource source() {
        return home.kamelet("docs", "confluence-source")
                .with("baseUrl", server.address() + cloud.gateway)
                .with("deployment", "cloud")
                .with("user", cloud.oauth ? "" : CloudFlavour.USER)
                .with("token", CloudFlavour.TOKEN)
                .with("requestsPerSecond", "1000");
    }

    @Override
    String listing() {
        return "/api/v2/pages?";
    }

    @Override
    String reading(String id) {
        return "/api/v2/pages/" + id + "?";
    }

    @Override
    String largestPage() {
        return "limit=250";
    }

    @Override
    void cap(int rows) {
        cloud.cap = rows;
    }

    @Test
    void token_with_scopes_goes_by_the_gateway_with_the_name_of_its_account() throws Exception {
        goesByTheGateway();
    }

    @Test
    void token_of_oauth_goes_by_the_gateway_alone() throws Exception {
        cloud.oauth = true;
        goesByTheGateway();
    }

    private void goesByTheGateway() throws Exception {
        cloud.gateway = "/ex/confluence/site-1";
        cloud.cap = 2;
        source().write();
        for (int i = 0; i < 5; i++) {
            server.world.attach(
                    page("Quay " + i, "About quay number " + i + "."),
                    "notes" + i + ".txt",
                    ("Notes on quay " + i).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(home.sync().counts()).isEqualTo("completed +10 ~0 -0 =0 !0");

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =0 !0");
    }

    @Test
    void anonymous_visit_deletes_nothing() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        home.sync();
        cloud.anonymous = true;
        server.world.get(id).hidden = true;

        Synced synced = home.sync(TestHome.FULL);

        assertThat(synced.run().status().text()).isEqualTo("failed");
        assertThat(synced.run().message()).contains("anonymous", "'token'");
        assertThat(home.store().indexed()).containsExactly(id);
    }

    @Test
    void changes_are_asked_for_in_the_time_zone_of_the_account() throws Exception {
        changesAreAskedForInTheZoneOfTheWorld();
    }

    @Test
    void changes_are_asked_for_in_the_time_zone_that_the_source_names_where_the_account_tells_none() throws Exception {
        cloud.tellsZone = false;
        server.world.zone = ZoneId.of("Asia/Tokyo");
        source().with("accountTimeZone", "Asia/Tokyo").write();
        changesAreAskedForInTheZoneOfTheWorld();
        String id = page("Lock", "The lock opens at seven.");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        assertThat(home.store().indexed()).contains(id);
    }

    @Test
    void spaces_beyond_what_one_call_takes_are_all_listed() throws Exception {
        for (int i = 0; i < 120; i++) {
            server.world.space("S" + i, true);
        }
        server.world.page("S119", "", "Wharf", "<p>The wharf opens at six.</p>");
        server.world.page("S3", "", "Lock", "<p>The lock opens at seven.</p>");
        source().with("spaces", "").write();

        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");
    }

    @Test
    void name_that_could_not_be_looked_up_is_asked_for_again_by_the_next_pass() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        cloud.hidesPeople = true;
        try (OpenHome service = OpenHome.of(home, EmbeddedStore::new, new HashEmbedder())) {
            service.pass();
            assertThat(home.search("wharf", Map.of("author", "Ada Writer"))).isEmpty();
            cloud.hidesPeople = false;
            server.world.edit(id, "<p>The wharf opens at eight.</p>");

            service.pass();
        }

        assertThat(home.search("wharf", Map.of("author", "Ada Writer"))).hasSize(1);
    }

    private void changesAreAskedForInTheZoneOfTheWorld() throws Exception {
        page("Wharf", "The wharf opens at six.");
        home.sync();
        Instant listed = Instant.now();
        server.newCalls();

        home.sync();

        String call = URLDecoder.decode(server.newCalls().get(1), StandardCharsets.UTF_8);
        Matcher time = Pattern.compile("lastmodified >= \"([^\"]+)\"").matcher(call);
        assertThat(time.find()).isTrue();
        Instant since = LocalDateTime.parse(time.group(1).replace(' ', 'T'))
                .atZone(server.world.zone)
                .toInstant();
        assertThat(since.plus(Window.OVERLAP)).isBetween(listed.minusSeconds(120), listed);
    }

    @Test
    void one_changed_page_costs_seven_calls_and_one_for_each_place_above() throws Exception {
        String above = page("Harbour", "About the harbour.");
        String id = server.world.page("DOC", above, "Wharf", "<p>The wharf opens at six.</p>");
        home.sync();
        server.newCalls();
        server.world.edit(id, "<p>The wharf opens at eight.</p>");

        home.sync();

        assertThat(server.newCalls())
                .extracting(call -> call.replaceFirst("\\?.*", ""))
                .containsExactlyInAnyOrder(
                        "/wiki/rest/api/user/current",
                        "/wiki/rest/api/content/search",
                        "/wiki/api/v2/pages",
                        "/wiki/api/v2/spaces",
                        "/wiki/api/v2/spaces/" + CloudFlavour.spaceId("DOC"),
                        "/wiki/api/v2/pages/" + above,
                        "/wiki/api/v2/pages/" + id,
                        "/wiki/rest/api/user");
    }
}
