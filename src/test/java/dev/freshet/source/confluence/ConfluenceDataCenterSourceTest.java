package dev.freshet.source.confluence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.TestSource;
import java.nio.charset.StandardCharsets;
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
        server.limit("/rest/api/content", 1_000, 403, "");

        var synced = home.sync();

        assertThat(synced.run().status().text()).isEqualTo("failed");
        assertThat(synced.run().message()).contains("answered 403", "Give it the right to view");
    }
}
