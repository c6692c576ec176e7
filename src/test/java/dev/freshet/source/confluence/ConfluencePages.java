package dev.freshet.source.confluence;

import dev.freshet.testing.RemotePages;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages of a space in Confluence Cloud. */
public final class ConfluencePages implements RemotePages {

    private final ConfluenceServer server;
    private final Map<Integer, String> ids = new HashMap<>();

    public ConfluencePages() throws IOException {
        server = new ConfluenceServer(CloudFlavour::new);
    }

    @Override
    public void writeSource(TestHome home) {
        home.kamelet("docs", "confluence-source")
                .with("baseUrl", server.address())
                .with("deployment", "cloud")
                .with("user", CloudFlavour.USER)
                .with("token", CloudFlavour.TOKEN)
                .with("requestsPerSecond", "1000")
                .write();
    }

    @Override
    public void write(int page, String text) {
        String storage = "<p>" + text + "</p>";
        String id = ids.get(page);
        if (id == null) {
            ids.put(page, server.world.page("DOC", "", "Page " + page, storage));
        } else {
            server.world.edit(id, storage);
        }
    }

    @Override
    public List<String> takeCalls() {
        return server.newCalls();
    }

    @Override
    public void answerAfter(Duration time) {
        server.answerAfter(time);
    }

    @Override
    public void close() {
        server.close();
    }
}
