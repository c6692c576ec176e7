package dev.freshet.source.web;

import dev.freshet.testing.RemotePages;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The pages of a web site, which tells their versions. */
public final class SitePages implements RemotePages {

    private final WebSite site;

    public SitePages() throws IOException {
        site = new WebSite();
    }

    @Override
    public void writeSource(TestHome home) {
        home.kamelet("docs", "sitemap-source")
                .with("sitemap", site.url("/sitemap.xml"))
                .with("requestsPerSecond", "1000")
                .with("allowPrivateAddresses", "true")
                .write();
    }

    @Override
    public void write(int page, String text) {
        site.html("/page-" + page, "<p>" + text + "</p>");
    }

    @Override
    public List<String> takeCalls() {
        List<String> calls = site.requests().stream().map(WebSite.Request::path).toList();
        site.forgetRequests();
        return calls;
    }

    @Override
    public void answerAfter(Duration time) {
        site.answerAfter(time);
    }

    @Override
    public void close() {
        site.close();
    }
}
