package dev.freshet.source.confluence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
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
                .with("user", cloud.gateway.isEmpty() ? CloudFlavour.USER : "")
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
    void cap(int rows) {
        cloud.cap = rows;
    }

    @Test
    void token_with_scopes_goes_by_the_gateway() throws Exception {
        cloud.gateway = "/ex/confluence/site-1";
        cloud.cap = 2;
        source().write();
        for (int i = 0; i < 5; i++) {
            page("Quay " + i, "About quay number " + i + ".");
        }

        assertThat(home.sync().counts()).isEqualTo("completed +5 ~0 -0 =0 !0");

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
