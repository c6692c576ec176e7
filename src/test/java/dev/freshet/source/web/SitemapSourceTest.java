package dev.freshet.source.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.contract.SourceContract;
import dev.freshet.source.http.HttpAnswer;
import dev.freshet.source.web.WebSite.Request;
import dev.freshet.source.web.WebSite.Versions;
import dev.freshet.testing.SentCalls;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kamelet sitemap-source keeps what every source does, and is a polite guest. */
class SitemapSourceTest extends SourceContract {

    @SuppressWarnings("NullAway.Init")
    private WebSite site;

    @Override
    protected World world(Path folder) throws Exception {
        site = new WebSite().parts(2);
        return new Pages(site, new HashMap<>());
    }

    private record Pages(WebSite site, Map<String, String> deleted) implements World {

        private String path(String id) {
            return id.substring(site.url("").length());
        }

        @Override
        public void writeSource(TestHome home) {
            source(home, site).write();
        }

        @Override
        public String add(String name, String text) {
            site.page("/docs/" + name, "text/markdown", text);
            return site.url("/docs/" + name);
        }

        @Override
        public void edit(String id, String text) {
            site.page(path(id), "text/markdown", text);
        }

        @Override
        public String rename(String id, String name) {
            String text = site.text(path(id));
            site.remove(path(id));
            return add(name, text);
        }

        @Override
        public String move(String id) {
            return rename(id, "elsewhere/" + id.substring(id.lastIndexOf('/') + 1));
        }

        @Override
        public void delete(String id) {
            deleted.put(id, site.text(path(id)));
            site.remove(path(id));
        }

        @Override
        public String restore(String id) {
            edit(id, Objects.requireNonNull(deleted.get(id)));
            return id;
        }

        @Override
        public void unshare(String id) {
            site.fault(path(id), 404);
        }

        @Override
        public boolean canUnshare() {
            return true;
        }

        @Override
        public void breakListing() {
            site.fault("/sitemap-2.xml", 404);
        }

        @Override
        public void mendListing() {
            site.mend("/sitemap-2.xml");
        }

        @Override
        public void close() {
            site.close();
        }
    }

    private static TestSource source(TestHome home, WebSite site) {
        return home.kamelet("docs", "sitemap-source")
                .with("sitemap", site.url("/sitemap.xml"))
                .with("requestsPerSecond", "1000")
                .with("allowPrivateAddresses", "true");
    }

    private TestSource source() {
        return source(home, site);
    }

    private List<String> texts() {
        return home.store().chunks();
    }

    @Test
    void own_fields_of_the_route_reach_the_store_and_can_be_filtered() throws Exception {
        site.html("/a", "<p>About anchors.</p>");
        source().step("setHeader: {name: team, constant: harbour}")
                .step("setHeader: {name: access, simple: \"${list(crew,pilots)}\"}")
                .write();

        home.sync();

        assertThat(home.search("anchors", Map.of("team", "harbour", "access", "pilots")))
                .hasSize(1);
        assertThat(home.search("anchors", Map.of("team", "other"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Versions.class,
            names = {"ETAG", "MODIFIED"})
    void idle_pass_reads_the_sitemap_and_no_page(Versions versions) throws Exception {
        site.parts(1).versions(versions);
        for (int page = 0; page < 20; page++) {
            site.html("/page" + page, "<p>Page " + page + " tells of a lighthouse.</p>");
        }
        home.sync();
        site.forgetRequests();

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =20 !0");

        assertThat(site.requests()).hasSize(22);
        assertThat(site.requests("/sitemap.xml")).hasSize(1);
        assertThat(site.requests("/robots.txt")).hasSize(1);
        assertThat(site.requests().stream().filter(request -> request.path().startsWith("/page")))
                .hasSize(20)
                .allMatch(request -> request.status() == 304 && request.bytes() == 0);
    }

    @Test
    void page_without_a_version_is_compared_by_its_bytes() throws Exception {
        site.versions(Versions.NONE).html("/a", "<p>About anchors.</p>").html("/b", "<p>About buoys.</p>");
        home.sync();
        site.html("/a", "<p>About new anchors.</p>");

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~1 -0 =1 !0");

        home.assertEqualToFreshIngest();
    }

    @Test
    void error_of_one_part_of_an_index_deletes_nothing_and_the_next_pass_goes_on() throws Exception {
        site.parts(20);
        for (int page = 0; page < 60; page++) {
            site.html("/page" + page, "<p>Page " + page + " tells of a lighthouse.</p>");
        }
        home.sync();
        site.remove("/page1");
        site.html("/page2", "<p>Page two tells of a bridge.</p>").fault("/sitemap-7.xml", 503);

        Synced broken = home.sync();

        assertThat(broken.run().status().text()).isEqualTo("failed");
        assertThat(broken.run().message()).contains("/sitemap-7.xml").contains("503");
        assertThat(home.store().indexed()).hasSize(60);
        site.mend("/sitemap-7.xml");
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~1 -1 =58 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void page_that_fails_keeps_its_chunks_and_is_tried_again() throws Exception {
        site.html("/a", "<p>About anchors.</p>").html("/b", "<p>About buoys.</p>");
        home.sync();
        site.html("/a", "<p>About new anchors.</p>").fault("/a", 503);

        Synced failed = home.sync();

        assertThat(failed.counts()).endsWith("+0 ~0 -0 =1 !1");
        assertThat(home.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains(site.url("/a"), "503"));
        assertThat(texts()).anyMatch(text -> text.contains("About anchors"));
        assertThat(site.requests("/a").stream().filter(request -> request.status() == 503))
                .as("tries of one pass")
                .hasSize(7);
        site.mend("/a");
        assertThat(home.retry().counts()).isEqualTo("completed +0 ~1 -0 =1 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void site_that_answers_no_page_is_left_alone_soon() throws Exception {
        for (int page = 10; page < 50; page++) {
            site.html("/page" + page, "<p>Page " + page + "</p>").fault("/page" + page, 401);
        }

        Synced failed = home.sync();

        assertThat(failed.run().status().text()).isEqualTo("failed");
        assertThat(failed.run().message()).contains("10 pages in a row");
        assertThat(site.requests().stream().filter(request -> request.path().startsWith("/page")))
                .hasSize(10);
    }

    @Test
    void page_that_answers_gone_goes_although_the_sitemap_has_it() throws Exception {
        site.html("/a", "<p>About anchors.</p>")
                .html("/b", "<p>About buoys.</p>")
                .html("/c", "<p>About cranes.</p>");
        home.sync();
        site.fault("/a", 404).fault("/b", 410).forgetRequests();

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -2 =1 !0");

        assertThat(site.requests("/a")).hasSize(1);

        assertThat(home.store().indexed()).containsExactly(site.url("/c"));
    }

    @Test
    void page_that_the_sitemap_has_no_more_goes_although_it_answers() throws Exception {
        site.html("/a", "<p>About anchors.</p>").html("/b", "<p>About buoys.</p>");
        home.sync();
        site.remove("/a");
        site.file("/a", "text/html", "<p>About anchors.</p>".getBytes(StandardCharsets.UTF_8));

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -1 =1 !0");
    }

    @Test
    void robots_txt_is_kept() throws Exception {
        site.robots("""
            User-agent: *
            Disallow: /

            User-agent: freshet
            Disallow: /private/
            Allow: /private/open
            Disallow: /*.cgi$
            """)
                .html("/a", "<p>About anchors.</p>")
                .html("/private/b", "<p>About buoys.</p>")
                .html("/private/open", "<p>About cranes.</p>")
                .html("/d.cgi", "<p>About docks.</p>");

        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");

        assertThat(home.store().indexed()).containsExactlyInAnyOrder(site.url("/a"), site.url("/private/open"));
        assertThat(home.lastRun("docs").counts().excluded()).isEqualTo(2);
        assertThat(site.requests("/private/b")).isEmpty();
        assertThat(site.requests("/d.cgi")).isEmpty();
    }

    @Test
    void while_robots_txt_fails_no_page_is_asked_for_and_nothing_goes() throws Exception {
        site.html("/a", "<p>About anchors.</p>").html("/b", "<p>About buoys.</p>");
        home.sync();
        site.remove("/b");
        site.fault("/robots.txt", 500);
        site.forgetRequests();

        Synced failed = home.sync();

        assertThat(failed.run().status().text()).isEqualTo("failed");
        assertThat(failed.run().message()).contains("robots.txt answered 500");
        assertThat(site.requests("/a")).isEmpty();
        assertThat(home.store().indexed()).hasSize(2);
    }

    @Test
    void outage_in_the_middle_of_a_listing_fails_the_pass_and_not_its_pages() throws Exception {
        site.parts(1);
        for (int page = 0; page < 9; page++) {
            site.html("/page" + page, "<p>Page " + page + "</p>");
        }
        home.sync();
        for (int page = 0; page < 9; page++) {
            site.html("/page" + page, "<p>Page " + page + " was edited.</p>");
        }
        List<String> out = site.paths().subList(2, 9);
        out.forEach(path -> site.fault(path, 503));

        Synced broken = home.sync();

        assertThat(broken.run().status().text()).isEqualTo("failed");
        assertThat(broken.run().counts().updated()).isEqualTo(2);
        assertThat(broken.run().counts().failed()).isLessThanOrEqualTo(2);
        assertThat(broken.run().counts().deleted()).isZero();
        out.forEach(site::mend);
        assertThat(home.retry().counts()).startsWith("completed +0 ~7 -0").endsWith("!0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void requests_are_never_faster_than_allowed() throws Exception {
        for (int page = 0; page < 12; page++) {
            site.html("/page" + page, "<p>Page " + page + "</p>");
        }
        source().with("requestsPerSecond", "5").write();

        try (SentCalls sent = new SentCalls()) {
            home.sync();

            assertThat(sent.mostInASecond(site.url(""))).isBetween(4L, 5L);
        }

        List<Long> times = site.requests().stream().map(Request::at).sorted().toList();
        assertThat(times).hasSizeGreaterThan(12);
        long allowed = (times.size() - 5) / 5 * 1_000_000_000L;
        assertThat(times.get(times.size() - 1) - times.get(0)).as("ns for all").isGreaterThan(allowed - 300_000_000);
    }

    @Test
    void crawl_delay_of_robots_txt_slows_the_pace() throws Exception {
        site.robots("User-agent: *\nCrawl-delay: 1\n")
                .html("/a", "<p>About anchors.</p>")
                .html("/b", "<p>About buoys.</p>")
                .html("/c", "<p>About cranes.</p>");

        home.sync();

        List<Long> times = site.requests().stream()
                .filter(request -> request.path().length() == 2)
                .map(Request::at)
                .sorted()
                .toList();
        assertThat(times.get(1) - times.get(0)).isGreaterThan(900_000_000);
        assertThat(times.get(2) - times.get(1)).isGreaterThan(900_000_000);
    }

    @Test
    void redirect_is_followed_and_its_end_is_the_url_for_people() throws Exception {
        site.html("/old", "<p>Never seen.</p>")
                .redirect("/old", "/hop?x=1")
                .redirect("/hop?x=1", site.url("/new"))
                .file("/new", "text/html", "<p>About anchors.</p>".getBytes(StandardCharsets.UTF_8));

        home.sync();

        assertThat(home.store().indexed()).containsExactly(site.url("/old"));
        assertThat(home.search("anchors", Map.of()))
                .singleElement()
                .satisfies(hit -> assertThat(hit.url()).isEqualTo(site.url("/new")));
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =1 !0");
    }

    @Test
    void redirect_without_an_end_is_a_failure_and_one_to_a_listed_page_is_left_out() throws Exception {
        site.html("/loop", "<p>Never seen.</p>")
                .redirect("/loop", "/loop")
                .html("/moved", "<p>Never seen.</p>")
                .redirect("/moved", "/a")
                .html("/script", "<p>Never seen.</p>")
                .redirect("/script", "file:///etc/passwd")
                .html("/a", "<p>About anchors.</p>");

        Synced synced = home.sync();

        assertThat(synced.counts()).endsWith("+1 ~0 -0 =0 !2");
        assertThat(synced.run().counts().excluded()).isEqualTo(1);
        assertThat(home.failures())
                .extracting(failure -> failure.error())
                .anyMatch(error -> error.contains("more than 5"));
        assertThat(site.requests("/loop")).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c", "/login"})
    void redirect_for_now_to_one_address_replaces_and_deletes_nothing(String place) throws Exception {
        site.html("/a", "<p>About anchors.</p>")
                .html("/b", "<p>About buoys.</p>")
                .html("/c", "<p>About cranes.</p>")
                .file("/login", "text/html", "<p>Log in.</p>".getBytes(StandardCharsets.UTF_8));
        home.sync();
        site.redirect("/a", 302, place).redirect("/b", 307, place);

        Synced outage = home.sync();

        assertThat(outage.run().counts().deleted()).isZero();
        assertThat(outage.counts()).endsWith(place.equals("/c") ? "+0 ~0 -0 =1 !2" : "+0 ~1 -0 =1 !1");
        assertThat(texts()).anyMatch(text -> text.contains("About buoys"));
        site.noRedirect("/a");
        site.noRedirect("/b");
        home.retry();
        home.assertEqualToFreshIngest();
    }

    @Test
    void addresses_that_are_not_public_are_refused_by_default() throws Exception {
        site.html("/a", "<p>About anchors.</p>");
        for (String host : List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0")) {
            home.kamelet("docs", "sitemap-source")
                    .with("sitemap", "http://" + host + ":" + site.port() + "/sitemap.xml")
                    .write();

            Synced refused = home.sync();

            assertThat(refused.run().status().text()).isEqualTo("failed");
            assertThat(refused.run().message())
                    .contains("is not of the public internet")
                    .contains("allowPrivateAddresses");
        }
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void zipped_sitemaps_foreign_namespaces_and_escapes_are_read() throws Exception {
        site.html("/a?x=1&y=2", "<p>About anchors.</p>").html("/b", "<p>About buoys.</p>");
        String sitemap = site.parts(1)
                .sitemap()
                .replace(
                        "</urlset>",
                        "<url><loc>http://user@127.0.0.1/a</loc></url><url><loc>mailto:ada@example.com</loc></url></urlset>")
                .replace(
                        "</lastmod></url>",
                        "</lastmod><image:image><image:loc>http://127.0.0.1/picture.png</image:loc></image:image>"
                                + "<xhtml:link rel=\"alternate\" hreflang=\"de\" href=\"http://127.0.0.1/de\"/></url>")
                .replace(
                        "<urlset",
                        "<urlset xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\""
                                + " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
        site.file("/packed.xml.gz", "application/gzip", WebSite.zipped(sitemap));
        source().with("sitemap", site.url("/packed.xml.gz")).write();

        home.sync();

        assertThat(home.store().indexed()).containsExactlyInAnyOrder(site.url("/a?x=1&y=2"), site.url("/b"));
    }

    @Test
    void sitemap_that_is_cut_short_or_empty_or_a_web_page_deletes_nothing() throws Exception {
        site.html("/a", "<p>About anchors.</p>").html("/b", "<p>About buoys.</p>");
        home.sync();
        String whole = site.parts(1).sitemap();
        for (String bad : List.of(
                whole.substring(0, whole.length() - 60),
                "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"></urlset>",
                "<!doctype html><html><body><p>We are being rebuilt</p></body></html>",
                "We are being rebuilt",
                "",
                "<!DOCTYPE urlset [<!ENTITY x SYSTEM"
                        + " \"file:///etc/passwd\">]><urlset><url><loc>&x;</loc></url></urlset>")) {
            site.file(
                    "/sitemap.xml",
                    bad.startsWith("<!doctype") ? "text/html" : "application/xml",
                    bad.getBytes(StandardCharsets.UTF_8));

            Synced failed = home.sync();

            assertThat(failed.run().status().text()).as(bad).isEqualTo("failed");
            assertThat(failed.run().message()).contains("sitemap.xml").contains("All documents were kept");
            assertThat(home.store().indexed()).hasSize(2);
        }
    }

    @Test
    void part_of_an_index_that_is_empty_or_no_list_of_urls_deletes_nothing() throws Exception {
        site.parts(2);
        for (int page = 0; page < 8; page++) {
            site.html("/page" + page, "<p>Page " + page + "</p>");
        }
        home.sync();
        for (byte[] bad : List.of(
                "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"></urlset>"
                        .getBytes(StandardCharsets.UTF_8),
                (site.url("/page1") + "\nWe are being rebuilt\n").getBytes(StandardCharsets.UTF_8),
                (site.url("/page1") + "\n").repeat(50_000).getBytes(StandardCharsets.UTF_8),
                WebSite.zipped(site.url("/page1") + " ".repeat(51 * 1024 * 1024)))) {
            site.file("/sitemap-2.xml", "text/plain", bad);

            Synced failed = home.sync();

            assertThat(failed.run().status().text()).isEqualTo("failed");
            assertThat(failed.run().message()).contains("/sitemap-2.xml").contains("All documents were kept");
            assertThat(home.store().indexed()).hasSize(8);
        }
    }

    @Test
    void more_pages_than_allowed_change_nothing() throws Exception {
        site.html("/a", "<p>About anchors.</p>").html("/b", "<p>About buoys.</p>");
        source().with("maxPages", "1").write();

        assertThat(home.sync().run().message()).contains("more than 1 pages").contains("maxPages");

        source().with("maxPages", "1").with("exclude", "a*").write();
        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
    }

    @Test
    void named_pages_need_no_sitemap() throws Exception {
        site.html("/a", "<p>About anchors.</p>").html("/b", "<p>About buoys.</p>");
        source().with("sitemap", "")
                .with("urls", site.url("/a#part") + " , " + site.url("/b"))
                .write();

        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");

        assertThat(site.requests("/sitemap.xml")).isEmpty();
    }

    @Test
    void menus_headers_and_footers_of_a_page_are_not_searched() throws Exception {
        site.html("/a", """
            <header><a href="/">Start</a> <p>The harbour shop</p></header>
            <div class="main-menu"><ul><li>Products</li><li>Contact</li></ul></div>
            <div id="content"><h1>Anchors</h1><p>An anchor holds a ship.</p></div>
            <div id="sidebar"><p>Latest news</p></div>
            <footer><p>All rights reserved</p></footer>\
            """);

        home.sync();

        assertThat(texts()).singleElement().asString().contains("An anchor holds a ship");
        assertThat(texts().toString()).doesNotContain("harbour shop", "Products", "Latest news", "All rights reserved");
    }

    @Test
    void pages_that_ask_to_be_left_out_are_unless_wanted() throws Exception {
        site.html("/a", "<meta name=\"Robots\" content=\"noindex, follow\"><p>About anchors.</p>")
                .html("/b", "<p>About buoys.</p>")
                .header("/b", "X-Robots-Tag", "noindex")
                .html("/c", "<p>About cranes and robots.</p>");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        assertThat(home.lastRun("docs").counts().excluded()).isEqualTo(2);
        source().with("noindex", "true").write();
        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =1 !0");
    }

    @Test
    void page_that_is_too_large_or_no_text_is_left_out() throws Exception {
        site.html("/a", "<p>" + "About anchors. ".repeat(1000) + "</p>")
                .page("/b", "image/png", "not really")
                .html("/c", "<p>About cranes.</p>");
        source().with("maxSize", "2KB").write();

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        assertThat(home.lastRun("docs").counts().excluded()).isEqualTo(2);
    }

    @Test
    void charset_that_the_server_declares_is_believed() throws Exception {
        byte[] cyrillic = "<p>Якорь держит корабль</p>".getBytes(Charset.forName("windows-1251"));
        site.html("/a", "").redirect("/a", "/b").file("/b", "text/html; charset=windows-1251", cyrillic);

        home.sync();

        assertThat(texts()).singleElement().asString().contains("Якорь держит корабль");
    }

    @Test
    void trusted_lastmod_saves_the_requests() throws Exception {
        site.html("/a", "<p>About anchors.</p>").html("/b", "<p>About buoys.</p>");
        source().with("trustLastmod", "true").write();
        home.sync();
        site.html("/a", "<p>About new anchors.</p>");
        site.forgetRequests();

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~1 -0 =1 !0");

        assertThat(site.requests("/a")).hasSize(1);
        assertThat(site.requests("/b")).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void lastmod_is_trusted_when_its_time_is_over() {
        Instant day = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(Version.isOver(day, day.plusSeconds(24 * 3600))).isFalse();
        assertThat(Version.isOver(day, day.plusSeconds(37 * 3600))).isTrue();
        Instant time = day.plusSeconds(60);
        assertThat(Version.isOver(time, time.plusSeconds(1))).isFalse();
        assertThat(Version.isOver(time, time.plusSeconds(3))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "noindex; true",
                "otherbot: noindex, nofollow; false",
                "otherbot: nofollow, noindex; false",
                "Freshet: none; true",
                "unavailable_after: 25 Jun 2030 15:00:00 PST, noindex; true",
                "[noindex, nofollow]; true",
                "[otherbot: noindex, nofollow]; false",
                "[nofollow, noindex]; true"
            })
    void header_for_search_engines_is_taken_as_ours_or_not(String header, boolean leftOut) {
        HttpAnswer answer = new HttpAnswer(200, Map.of("x-robots-tag", header), new byte[0]);
        assertThat(RobotsTag.asksToBeLeftOut(answer, "Freshet")).isEqualTo(leftOut);
    }

    @ParameterizedTest
    @EnumSource(Versions.class)
    void five_hundred_random_changes_end_where_a_fresh_ingest_does(Versions versions) throws Exception {
        site.parts(5).versions(versions);
        Random random = new Random(42);
        int serial = 0;
        for (int page = 0; page < 30; page++) {
            site.html("/page" + serial++, "<p>Page " + page + " tells of a lighthouse.</p>");
        }
        Map<String, String> gone = new TreeMap<>();
        for (int round = 0; round < 10; round++) {
            for (int change = 0; change < 50; change++) {
                List<String> paths = site.paths();
                String path = paths.get(random.nextInt(paths.size()));
                switch (random.nextInt(6)) {
                    case 0 -> site.html("/page" + serial++, "<p>New page " + random.nextInt(1000) + "</p>");
                    case 1, 2 -> site.html(path, "<h1>Title</h1><p>Edited " + random.nextInt(1000) + "</p>");
                    case 3 -> {
                        if (paths.size() > 10) {
                            gone.put(path, site.text(path));
                            site.remove(path);
                        }
                    }
                    case 4 -> {
                        if (!gone.isEmpty()) {
                            String back = List.copyOf(gone.keySet()).get(random.nextInt(gone.size()));
                            site.page(back, "text/html", Objects.requireNonNull(gone.remove(back)));
                        }
                    }
                    default -> {
                        String text = site.text(path);
                        site.remove(path);
                        site.page("/moved" + serial++, "text/html", text);
                    }
                }
            }
            home.option("freshet.delete-guard.percent", "100").sync();
        }

        home.assertEqualToFreshIngest();
    }
}
