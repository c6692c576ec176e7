package dev.freshet.source.confluence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.contract.SourceContract;
import dev.freshet.document.Several;
import dev.freshet.pass.PassRequest;
import dev.freshet.store.SearchHit;
import dev.freshet.testing.SentCalls;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What Cloud and Data Center have in common. */
abstract class ConfluenceSourceContract extends SourceContract {

    @SuppressWarnings("NullAway.Init")
    ConfluenceServer server;

    abstract ConfluenceServer start() throws Exception;

    /** The source, to be written. */
    abstract TestSource source();

    /** Part of the address of calls that list pages. */
    abstract String listing();

    /** Part of the address of the call that reads a page. */
    abstract String reading(String id);

    /** Part of the address of calls for a page of a list that is as large as can be. */
    abstract String largestPage();

    /** Rows of a list at once. */
    abstract void cap(int rows);

    @Override
    protected World world(Path folder) throws Exception {
        server = start();
        return new Documents();
    }

    private final class Documents implements World {

        @Override
        public void writeSource(TestHome home) {
            source().write();
        }

        @Override
        public String add(String name, String text) {
            return page(name, text);
        }

        @Override
        public void edit(String id, String text) {
            server.world.edit(id, "<p>" + text + "</p>");
        }

        @Override
        public String rename(String id, String name) {
            server.world.rename(id, name);
            return id;
        }

        @Override
        public String move(String id) {
            server.world.move(id, page("Elsewhere", ""));
            server.world.trash(server.world.get(id).parent);
            server.world.move(id, server.world.content("folder", "DOC", "", "Elsewhere", ""));
            return id;
        }

        @Override
        public void delete(String id) {
            server.world.trash(id);
        }

        @Override
        public String restore(String id) {
            server.world.restore(id);
            return id;
        }

        @Override
        public void unshare(String id) {
            server.world.get(id).hidden = true;
        }

        @Override
        public boolean canUnshare() {
            return true;
        }

        @Override
        public void breakListing() {
            cap(1);
            server.fail(listing(), 1, 1_000, 500);
        }

        @Override
        public void mendListing() {
            cap(200);
            server.mend();
        }

        @Override
        public PassRequest complete() {
            return TestHome.FULL;
        }

        @Override
        public boolean listsEverything() {
            return false;
        }

        @Override
        public void close() {
            server.close();
        }
    }

    String page(String title, String text) {
        return server.world.page("DOC", "", title, "<p>" + text + "</p>");
    }

    /** The pass that lists all ids, but reads what changed alone. */
    Synced syncCompletely() throws Exception {
        source().with("completeEvery", "0s").write();
        Synced synced = home.sync();
        source().write();
        return synced;
    }

    private SearchHit hit(String text, Map<String, String> metadata) {
        List<SearchHit> hits = home.search(text, metadata);
        assertThat(hits).as(text).isNotEmpty();
        return hits.get(0);
    }

    private static String done(Synced synced) {
        return synced.counts().replaceFirst(" =\\d+", "");
    }

    @Test
    void idle_pass_costs_two_calls() throws Exception {
        String parent = page("Harbour", "About the harbour.");
        server.world.attach(parent, "tides.txt", "High at noon.".getBytes(UTF_8));
        for (int i = 0; i < 20; i++) {
            server.world.page("DOC", parent, "Quay " + i, "<p>About quay " + i + ".</p>");
        }
        assertThat(home.sync().counts()).isEqualTo("completed +22 ~0 -0 =0 !0");
        server.newCalls();

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =0 !0");

        List<String> calls = server.newCalls();
        assertThat(calls).as("who is signed in, and what changed").hasSize(2);
        assertThat(calls.get(0)).contains("/rest/api/user/current");
        assertThat(calls.get(1)).contains("/rest/api/content/search");
    }

    @Test
    void complete_pass_over_few_pages_costs_six_calls_and_reads_none() throws Exception {
        for (int i = 0; i < 20; i++) {
            String id = page("Quay " + i, "About quay " + i + ".");
            server.world.attach(id, "notes.txt", ("Notes on quay " + i).getBytes(UTF_8));
            server.world.label(id, "quays");
        }
        home.sync();
        server.newCalls();

        assertThat(syncCompletely().counts()).isEqualTo("completed +0 ~0 -0 =40 !0");

        assertThat(server.newCalls()).hasSize(6);
    }

    @Test
    void error_on_page_7_of_20_of_the_listing_deletes_nothing_and_the_next_pass_goes_on() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(page("Quay " + i, "About quay number " + i + "."));
        }
        home.sync();
        server.world.trash(ids.get(3));
        String late = page("Late", "It came late.");
        cap(2);
        server.fail(listing(), 6, 1_000, 502);

        Synced broken = home.sync(TestHome.FULL);

        assertThat(broken.run().status().text()).isEqualTo("failed");
        assertThat(broken.run().message()).contains("answered 502", "The next pass asks again");
        assertThat(home.store().indexed()).hasSize(40);
        server.mend();
        assertThat(done(syncCompletely())).isEqualTo("completed +1 ~0 -1 !0");
        assertThat(home.store().indexed()).hasSize(40).contains(late).doesNotContain(ids.get(3));
        home.assertEqualToFreshIngest();
    }

    @Test
    void page_whose_text_fails_keeps_its_old_chunks_and_is_read_later() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        String other = page("Lock", "The lock opens at seven.");
        home.sync();
        server.world.edit(id, "<p>The wharf opens at nine.</p>");
        server.world.edit(other, "<p>The lock opens at ten.</p>");
        server.fail(reading(id), 0, 1_000, 503);
        server.newCalls();

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~1 -0 =0 !1");

        assertThat(server.newCalls())
                .filteredOn(call -> call.contains(reading(id)))
                .hasSize(7);
        assertThat(home.store().chunksOf(id)).singleElement().asString().contains("at six");
        server.mend();
        assertThat(done(home.retry())).isEqualTo("completed +0 ~1 -0 !0");
        assertThat(home.store().chunksOf(id)).singleElement().asString().contains("at nine");
        home.assertEqualToFreshIngest();
    }

    @Test
    void login_page_in_the_place_of_a_list_is_named_and_deletes_nothing() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        home.sync();
        server.fail(listing(), 0, 1_000, 200);

        Synced synced = home.sync(TestHome.FULL);

        assertThat(synced.run().status().text()).isEqualTo("failed");
        assertThat(synced.run().message()).contains("isn't JSON", "'baseUrl'", "login page");
        assertThat(home.store().indexed()).containsExactly(id);
    }

    @Test
    void not_found_by_a_proxy_is_no_proof() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        page("Locks", "Locks close at eight.");
        home.sync();
        server.world.trash(id);
        server.fail("/" + id, 0, 1_000, 404);

        Synced broken = home.sync(TestHome.FULL);

        assertThat(broken.run().status().text()).isEqualTo("failed");
        assertThat(broken.run().message()).contains("answered 404", "isn't JSON", "'baseUrl'");
        assertThat(home.store().indexed()).contains(id);
        server.mend();
        assertThat(done(syncCompletely())).isEqualTo("completed +0 ~0 -1 !0");
    }

    private static String shows(String macro, String title) {
        return "<ac:structured-macro ac:name=\"" + macro + "\"><ac:parameter ac:name=\"\"><ac:link><ri:page"
                + " ri:content-title=\"" + title + "\" /></ac:link></ac:parameter></ac:structured-macro>";
    }

    @Test
    void page_that_shows_another_has_its_text_and_follows_it_with_the_next_complete_pass() throws Exception {
        String other = page("Tides & times", "High water is at noon.");
        String id = server.world.page("DOC", "", "Wharf", "<p>Wharf.</p>" + shows("include", "Tides &amp; times"));
        home.sync();
        assertThat(home.store().chunksOf(id)).asString().contains("Wharf.", "at noon");
        server.world.edit(other, "<p>High water is at two.</p>");

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~1 -0 =0 !0");
        assertThat(done(syncCompletely())).isEqualTo("completed +0 ~1 -0 !0");

        assertThat(home.store().chunksOf(id)).asString().contains("at two").doesNotContain("at noon");
        assertThat(done(syncCompletely())).isEqualTo("completed +0 ~0 -0 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void excerpt_is_shown_where_it_is_included_and_not_where_it_is_hidden() throws Exception {
        String other = server.world.page(
                "DOC",
                "",
                "Tides",
                "<p>About tides.</p><ac:structured-macro ac:name=\"excerpt\"><ac:parameter ac:name=\"hidden\">true"
                        + "</ac:parameter><ac:rich-text-body><p>High water is at noon.</p></ac:rich-text-body>"
                        + "</ac:structured-macro>");
        String shows = shows("excerpt-include", "Tides");
        String id = server.world.page("DOC", "", "Wharf", shows);
        String bare = server.world.page(
                "DOC",
                "",
                "Quay",
                shows.replace("</ac:s", "<ac:parameter ac:name=\"nopanel\">true</ac:parameter></ac:s"));

        home.sync();

        assertThat(home.store().textsOf(id))
                .singleElement()
                .asString()
                .containsSubsequence("Tides", "at noon")
                .doesNotContain("About tides");
        assertThat(home.store().textsOf(bare))
                .singleElement()
                .asString()
                .contains("at noon")
                .doesNotContain("Tides", "About tides");
        assertThat(home.store().chunksOf(other))
                .asString()
                .contains("About tides")
                .doesNotContain("at noon");
    }

    @Test
    void pages_that_show_each_other_or_what_is_not_there_end_normally() throws Exception {
        String first = server.world.page("DOC", "", "First", "<p>One.</p>" + shows("include", "Second"));
        String second = server.world.page(
                "DOC", "", "Second", "<p>Two.</p>" + shows("include", "First") + shows("include", "Nowhere"));

        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");

        assertThat(home.store().chunksOf(first)).singleElement().asString().contains("One.", "Two.");
        assertThat(home.store().chunksOf(second)).singleElement().asString().contains("Two.", "One.");
    }

    @Test
    void limits_of_the_server_are_waited_for() throws Exception {
        page("Wharf", "The wharf opens at six.");
        server.limit(listing(), 2, 429, "0");
        server.limit("/rest/api/content/search", 1, 429, "4");
        long before = System.nanoTime();

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(4));
    }

    @Test
    void labels_space_path_and_author_are_metadata_and_can_be_filtered() throws Exception {
        String home1 = page("Harbour", "About the harbour.");
        String id = server.world.page("DOC", home1, "Wharf", "<p>The wharf opens at six.</p>");
        server.world.label(id, "rules");
        server.world.label(id, "hours");

        home.sync();

        SearchHit hit = hit("wharf", Map.of("labels", "rules", "space", "DOC", "author", "Ada Writer"));
        assertThat(hit.metadata())
                .containsEntry("path", "Harbour")
                .containsEntry("type", "page")
                .containsEntry("version", "1")
                .containsEntry("labels", Several.of(List.of("hours", "rules")));
        assertThat(Instant.parse(hit.metadata().getOrDefault("edited", ""))).isEqualTo(server.world.get(id).modified);
        assertThat(hit.title()).isEqualTo("Wharf");
        assertThat(hit.url()).startsWith("http").contains(id);
    }

    @Test
    void own_fields_of_the_route_reach_the_store_and_can_be_filtered() throws Exception {
        page("Wharf", "The wharf opens at six.");
        source().step("setHeader: {name: team, constant: harbour}")
                .step("setHeader: {name: access, simple: \"${list(crew,pilots)}\"}")
                .write();

        home.sync();

        assertThat(home.search("wharf", Map.of("team", "harbour", "access", "crew")))
                .hasSize(1);
        assertThat(home.search("wharf", Map.of("team", "other"))).isEmpty();
    }

    @Test
    void label_move_and_new_title_of_a_page_above_are_seen_by_the_next_complete_pass_without_embedding()
            throws Exception {
        String above = page("Harbour", "About the harbour.");
        String id = server.world.page("DOC", above, "Wharf", "<p>The wharf opens at six.</p>");
        String other = page("Town", "About the town.");
        home.sync();
        server.world.label(other, "new");
        server.world.rename(above, "Port");

        Synced synced = syncCompletely();

        assertThat(done(synced)).isEqualTo("completed +0 ~3 -0 !0");
        assertThat(synced.embedded()).isLessThanOrEqualTo(1);
        assertThat(hit("wharf", Map.of("path", "Port")).document().document()).isEqualTo(id);
        assertThat(home.search("town", Map.of("labels", "new"))).isNotEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void attachments_are_documents_and_their_host_never_sees_the_token() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        String file = server.world.attach(
                id, "Größe & Maß 50%+1.md", "# Cranes\n\nThe crane lifts forty tons.".getBytes(UTF_8));
        server.world.attach(id, "photo.png", new byte[] {1, 2, 3});

        Synced synced = home.sync();

        assertThat(synced.counts()).isEqualTo("completed +2 ~0 -0 =0 !0");
        assertThat(synced.run().counts().excluded()).isEqualTo(1);
        SearchHit hit = hit("crane lifts", Map.of("type", "attachment", "path", "Wharf"));
        assertThat(hit.document().document()).isEqualTo(file);
        assertThat(server.mediaAuthorizations).containsOnly("null");
        home.assertEqualToFreshIngest();
    }

    @Test
    void file_that_stays_away_while_its_attachment_is_listed_fails_by_itself_and_holds_up_no_other() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        server.world.attach(id, "crane.txt", "The crane lifts forty tons.".getBytes(UTF_8));
        server.limit("/download", 1_000, 404, "");

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !1");

        assertThat(home.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.error())
                        .contains("Confluence lists 'crane.txt', but its file isn't there", "answered 404"));
        server.newCalls();
        home.sync();
        assertThat(server.newCalls())
                .as("the next pass asks for changes alone")
                .noneMatch(call -> call.contains(listing()));
        server.mend();
        assertThat(done(home.retry())).isEqualTo("completed +1 ~0 -0 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void file_that_a_proxy_does_not_find_fails_by_itself() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        server.world.attach(id, "crane.txt", "The crane lifts forty tons.".getBytes(UTF_8));
        server.fileStatus = 404;

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !1");

        assertThat(home.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.error())
                        .contains("its file isn't there", "answered 404 with something that isn't JSON"));
    }

    @Test
    void attachment_that_goes_away_before_it_is_fetched_is_left_to_the_next_pass() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        String file = server.world.attach(id, "crane.txt", "The crane lifts forty tons.".getBytes(UTF_8));
        server.atFile = () -> server.world.trash(file);

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");

        assertThat(home.failures()).isEmpty();
        assertThat(home.lastRun("docs").counts().deferred()).isEqualTo(1);
    }

    @Test
    void text_that_stays_away_while_its_page_is_listed_fails_by_itself() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        server.limit(reading(id), 1_000, 404, "");

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =0 !1");

        assertThat(home.failures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.error()).contains("Confluence lists 'Wharf', but its text isn't there"));
        server.mend();
        assertThat(done(home.retry())).isEqualTo("completed +1 ~0 -0 !0");
    }

    @Test
    void web_page_in_the_place_of_a_file_is_no_text_of_it() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        String file = server.world.attach(id, "crane.txt", "The crane lifts forty tons.".getBytes(UTF_8));
        home.sync();
        server.world.replace(file, "The crane lifts fifty tons.".getBytes(UTF_8));
        server.fileStatus = 200;

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =0 !1");

        assertThat(home.store().chunksOf(file)).singleElement().asString().contains("forty");
        assertThat(home.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.error())
                        .contains("answered with a web page in the place of the file", "login"));
        server.fileStatus = 0;
        assertThat(done(home.retry())).isEqualTo("completed +0 ~1 -0 !0");
    }

    @Test
    void login_in_the_place_of_a_web_page_that_is_attached_is_no_text_of_it() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        String file = server.world.attach(
                id, "crane.html", "<html><body><p>The crane lifts forty tons.</p></body></html>".getBytes(UTF_8));
        server.filesNeedLogin = true;

        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !1");

        assertThat(home.failures())
                .singleElement()
                .satisfies(
                        failure -> assertThat(failure.error()).contains("leads to a login at", "Is the token right"));
        server.filesNeedLogin = false;
        assertThat(done(home.retry())).isEqualTo("completed +1 ~0 -0 !0");
        assertThat(home.store().chunksOf(file)).singleElement().asString().contains("forty");
    }

    @Test
    void attachment_follows_its_own_versions_and_goes_with_its_page() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        String file = server.world.attach(id, "crane.txt", "The crane lifts forty tons.".getBytes(UTF_8));
        home.sync();
        server.world.replace(file, "The crane lifts fifty tons.".getBytes(UTF_8));

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~1 -0 =0 !0");

        assertThat(home.store().chunksOf(file)).singleElement().asString().contains("fifty");
        home.assertEqualToFreshIngest();
        String other = page("Lock", "The lock opens at seven.");
        server.world.trash(id);
        assertThat(done(syncCompletely())).isEqualTo("completed +1 ~0 -2 !0");
        assertThat(home.store().indexed()).containsExactly(other);
    }

    @Test
    void comments_are_documents_where_they_are_wanted() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        String footer = server.world.comment(id, "<p>Seven would be better.</p>", false);
        String inline = server.world.comment(id, "<p>Is that in winter, too?</p>", true);
        assertThat(home.sync().counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        source().with("comments", "true").write();

        assertThat(done(home.sync())).isEqualTo("completed +2 ~0 -0 !0");

        SearchHit hit = hit("winter", Map.of("type", "comment", "path", "Wharf"));
        assertThat(hit.document().document()).isEqualTo(inline);
        assertThat(hit.title()).isEqualTo("Comment on Wharf");
        server.world.edit(footer, "<p>Eight would be better.</p>");
        assertThat(done(home.sync())).isEqualTo("completed +0 ~1 -0 !0");
        server.world.purge(inline);
        source().with("comments", "true").with("completeEvery", "0s").write();
        assertThat(done(home.sync())).isEqualTo("completed +0 ~0 -1 !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void archived_page_is_deleted() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        page("Lock", "The lock opens at seven.");
        home.sync();
        server.world.archive(id);

        assertThat(done(syncCompletely())).isEqualTo("completed +0 ~0 -1 !0");

        home.assertEqualToFreshIngest();
    }

    @Test
    void blog_posts_can_be_left_out() throws Exception {
        page("Wharf", "The wharf opens at six.");
        server.world.content("blogpost", "DOC", "", "News", "<p>The wharf has news.</p>");
        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");
        assertThat(home.search("news", Map.of("type", "blogpost"))).isNotEmpty();
        source().with("blogPosts", "false").write();

        assertThat(done(home.sync())).isEqualTo("completed +0 ~0 -1 !0");

        home.assertEqualToFreshIngest();
    }

    @Test
    void root_pages_choose_what_lies_below_them_and_nothing_else() throws Exception {
        String root = page("Harbour", "About the harbour.");
        String folder = server.world.content("folder", "DOC", root, "Berths", "");
        String below = server.world.page("DOC", folder, "Wharf", "<p>The wharf opens at six.</p>");
        String outside = page("Town", "About the town.");
        server.world.attach(outside, "map.txt", "The map of the town.".getBytes(UTF_8));
        source().with("rootPages", root).write();
        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");
        server.world.edit(outside, "<p>The town has changed.</p>");
        server.world.edit(below, "<p>The wharf opens at eight.</p>");
        server.world.move(outside, below);

        assertThat(done(home.sync())).isEqualTo("completed +2 ~1 -0 !0");

        server.world.move(outside, "");
        source().with("rootPages", root).with("completeEvery", "0s").write();
        assertThat(done(home.sync())).isEqualTo("completed +0 ~0 -2 !0");
        assertThat(home.store().indexed()).containsExactlyInAnyOrder(root, below);
        home.assertEqualToFreshIngest();
    }

    @Test
    void condition_chooses_pages_with_their_attachments_and_losing_it_deletes_them() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        page("Town", "About the town.");
        String file = server.world.attach(id, "crane.txt", "The crane lifts forty tons.".getBytes(UTF_8));
        server.world.label(id, "public");
        source().with("cql", "label = \"public\"").write();
        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");
        server.world.replace(file, "The crane lifts fifty tons.".getBytes(UTF_8));
        server.world.edit(id, "<p>The wharf opens at eight.</p>");
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~2 -0 =0 !0");
        String other = page("Lock", "The lock opens at seven.");
        server.world.label(other, "public");
        server.world.get(id).labels.clear();
        source().with("cql", "label = \"public\"").with("completeEvery", "0s").write();

        assertThat(done(home.sync())).isEqualTo("completed +1 ~0 -2 !0");

        assertThat(home.store().indexed()).containsExactly(other);
    }

    @Test
    void space_that_is_not_seen_is_named_and_deletes_nothing() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        home.sync();
        server.world.spaces().remove("DOC");

        Synced synced = home.sync(TestHome.FULL);

        assertThat(synced.run().status().text()).isEqualTo("failed");
        assertThat(synced.run().message()).contains("space");
        assertThat(home.store().indexed()).containsExactly(id);
    }

    @Test
    void documents_of_a_space_that_was_archived_are_deleted_where_all_spaces_are_taken() throws Exception {
        page("Wharf", "The wharf opens at six.");
        server.world.space("OLD", true);
        String old = server.world.page("OLD", "", "Old wharf", "<p>The old wharf.</p>");
        source().with("spaces", "").write();
        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !0");
        server.world.space("OLD", false);
        source().with("spaces", "").with("completeEvery", "0s").write();

        assertThat(done(home.sync())).isEqualTo("completed +0 ~0 -1 !0");

        assertThat(home.store().indexed()).doesNotContain(old);
    }

    @Test
    void wrong_token_is_named_and_deletes_nothing() throws Exception {
        String id = page("Wharf", "The wharf opens at six.");
        home.sync();
        source().with("token", "expired").write();

        Synced synced = home.sync(TestHome.FULL);

        assertThat(synced.run().status().text()).isEqualTo("failed");
        assertThat(synced.run().message())
                .contains("answered 401", "Is it right")
                .doesNotContain("expired-");
        assertThat(home.store().indexed()).containsExactly(id);
    }

    @Test
    void parameters_that_exclude_each_other_are_named_before_anything_is_asked() throws Exception {
        source().with("spaces", "DOC").with("cql", "label = \"public\"").write();

        assertThatThrownBy(() -> home.sync())
                .hasMessageContaining("'spaces', 'rootPages' and 'cql' exclude each other");

        assertThat(server.newCalls()).isEmpty();
    }

    @Test
    void root_page_in_the_trash_is_named_and_deletes_nothing() throws Exception {
        String root = page("Harbour", "About the harbour.");
        String below = server.world.page("DOC", root, "Wharf", "<p>The wharf opens at six.</p>");
        source().with("rootPages", root).write();
        home.sync();
        server.world.trash(root);

        Synced synced = home.sync(TestHome.FULL);

        assertThat(synced.run().status().text()).isEqualTo("failed");
        assertThat(synced.run().message()).contains("no page " + root, "Correct 'rootPages'");
        assertThat(home.store().indexed()).containsExactlyInAnyOrder(root, below);
    }

    @Test
    void budget_of_calls_holds() throws Exception {
        for (int i = 0; i < 30; i++) {
            page("Quay " + i, "About quay " + i + ".");
        }
        source().with("requestsPerSecond", "20").write();
        server.perSecond = 20;

        try (SentCalls sent = new SentCalls()) {
            home.sync();

            assertThat(sent.mostInASecond(server.address())).isBetween(15L, 20L);
        }

        assertThat(server.times).hasSizeGreaterThan(30);
        assertThat(server.refusedByRate).hasValue(0);
    }

    @Test
    void server_with_a_smaller_budget_is_waited_for() throws Exception {
        for (int i = 0; i < 10; i++) {
            page("Quay " + i, "About quay " + i + ".");
        }
        server.perSecond = 8;

        assertThat(home.sync().counts()).isEqualTo("completed +10 ~0 -0 =0 !0");

        assertThat(server.refusedByRate.get()).isPositive();
    }

    @Test
    void list_that_takes_the_server_too_long_is_asked_for_in_smaller_pages() throws Exception {
        for (int i = 0; i < 5; i++) {
            page("Quay " + i, "About quay " + i + ".");
        }
        server.fail(largestPage(), 0, 1_000, 504);

        assertThat(home.sync().counts()).isEqualTo("completed +5 ~0 -0 =0 !0");
    }

    @Test
    void five_hundred_random_changes_end_in_the_same_store_as_a_fresh_ingest() throws Exception {
        home.option("freshet.delete-guard.documents", "1000");
        Random random = new Random(2026);
        List<String> here = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (int change = 1; change <= 500; change++) {
            String id = here.isEmpty() ? "" : here.get(random.nextInt(here.size()));
            switch (random.nextInt(here.size() < 5 ? 1 : 8)) {
                case 0, 1 -> here.add(server.world.page("DOC", id, "Note " + change, "<p>Note " + change + "</p>"));
                case 2, 3 -> server.world.edit(id, "<p>Edited in change " + change + ".</p>");
                case 4 -> server.world.rename(id, "Renamed " + change);
                case 5 -> {
                    server.world.move(id, "");
                    server.world.label(id, "label" + change % 3);
                }
                case 6 -> {
                    server.world.trash(id);
                    here.remove(id);
                    gone.add(id);
                }
                default -> {
                    if (!gone.isEmpty()) {
                        String back = gone.remove(random.nextInt(gone.size()));
                        server.world.restore(back);
                        here.add(back);
                    }
                }
            }
            if (change % 100 == 0) {
                assertThat(syncCompletely().counts()).startsWith("completed").endsWith("!0");
            } else if (change % 25 == 0) {
                assertThat(home.sync().counts()).startsWith("completed").endsWith("!0");
            }
        }
        assertThat(home.store().indexed()).hasSameElementsAs(here);
        home.assertEqualToFreshIngest();
    }
}
