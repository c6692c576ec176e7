package dev.freshet.source.notion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A page with all below it, with the oldest version of the API. */
class NotionTreeSourceTest extends NotionSourceContract {

    @Override
    protected String version() {
        return "2022-06-28";
    }

    @Override
    protected void makePlaces() {
        root = workspace.addPage(null, "");
        here = root;
        there = workspace.addDatabase(root, "Old notices");
    }

    @SuppressWarnings("NullAway.Init")
    private String root;

    private boolean rootIsKept;

    @Override
    protected void keepAll() {
        rootIsKept = true;
    }

    @Override
    protected void choose(TestSource source) {
        source.with("pages", root);
        if (!rootIsKept) {
            leaveRootOut(source);
        }
    }

    private void leaveRootOut(TestSource source) {
        source.step("filter: {simple: \"${header.FreshetDocument} != '" + root + "'\", steps: [{to: 'direct:ingest'}]}")
                .step("stop: {}");
    }

    @Override
    protected boolean breaks(String call, int number) {
        return call.contains(there);
    }

    @Test
    void page_made_below_a_page_far_down_is_found_by_an_incremental_pass() {
        String one = add("One", "About wharves.");
        String two = workspace.addPage(one, "Two");
        home.sync();
        String three = workspace.addPage(two, "Three");
        workspace.setText(three, "About cranes.");

        assertThat(home.sync().run().counts().added()).isEqualTo(1);

        assertThat(home.store().indexed()).contains(three);
        home.assertEqualToFreshIngest();
    }

    @Test
    void rows_of_a_database_below_are_taken_and_pages_elsewhere_are_not() {
        String row = workspace.addPage(there, "Row");
        workspace.setText(row, "About dredging.");
        String elsewhere = workspace.addPage(null, "Elsewhere");
        workspace.setText(elsewhere, "About hills.");

        home.sync();
        workspace.setText(elsewhere, "About higher hills.");
        home.sync();

        assertThat(home.store().indexed()).containsExactly(row);
    }

    @Test
    void page_that_moves_out_of_the_tree_goes() {
        String one = add("One", "About wharves.");
        add("Two", "About locks.");
        home.sync();
        workspace.move(one, workspace.addPage(null, "Elsewhere"));

        assertThat(home.sync(TestHome.FULL).run().counts().deleted()).isEqualTo(1);

        assertThat(home.store().indexed()).hasSize(1).doesNotContain(one);
    }

    @Test
    void renamed_page_above_reaches_the_path_of_those_below_with_the_next_complete_pass() {
        String one = add("One", "About wharves.");
        String two = workspace.addPage(one, "Two");
        workspace.setText(two, "About locks.");
        home.sync();
        workspace.rename(one, "First");
        home.sync();

        home.sync(TestHome.FULL);

        assertThat(home.search("locks", Map.of("path", "First"))).hasSize(1);
        home.assertEqualToFreshIngest();
    }

    @Test
    void new_title_of_a_page_inside_reaches_the_text_of_the_page_above_with_the_next_complete_look() {
        String one = add("One", "About wharves.");
        String two = workspace.addPage(one, "Two");
        workspace.setText(two, "About locks.");
        home.sync();
        workspace.rename(two, "Second");

        Synced complete = syncCompletely();

        assertThat(complete.counts()).isEqualTo("completed +0 ~2 -0 =0 !0");
        assertThat(home.store().textsOf(one)).singleElement().asString().contains("Second");
        home.assertEqualToFreshIngest();
    }

    @Test
    void pages_below_a_trashed_page_go_with_it() {
        String one = add("One", "About wharves.");
        String two = workspace.addPage(one, "Two");
        workspace.setText(two, "About locks.");
        add("Three", "About cranes.");
        home.sync();
        workspace.trash(one, true);

        Synced complete = home.sync(TestHome.FULL);

        assertThat(complete.run().counts().deleted()).isEqualTo(2);
        home.assertEqualToFreshIngest();
    }

    @Test
    void idle_pass_costs_one_search() {
        String one = add("One", "About wharves.");
        workspace.setText(workspace.addPage(one, "Two"), "About locks.");
        home.sync();
        server.takeCalls();

        home.sync();

        assertThat(server.takeCalls()).containsExactly("POST /v1/search");
    }

    @Test
    void pages_below_a_page_that_could_not_be_read_are_found_by_the_next_pass() {
        String one = add("One", "About wharves.");
        String two = workspace.addPage(one, "Two");
        workspace.setText(two, "About locks.");
        server.failing((call, number) ->
                call.contains("/blocks/" + one) ? NotionServer.Fault.of(500, "internal_server_error") : null);
        assertThat(home.sync().counts()).startsWith("completed +0").endsWith("!1");
        server.failing((call, number) -> null);

        assertThat(home.retry().run().counts().added()).isEqualTo(2);

        home.assertEqualToFreshIngest();
    }

    @Test
    void outage_in_the_middle_of_a_walk_fails_the_pass_and_not_its_pages() {
        for (int i = 0; i < 6; i++) {
            add("Page " + i, "Text " + i + ".");
        }
        home.sync();
        workspace.trash(add("Gone", "Gone."), true);
        server.failing((call, number) -> call.contains("/children") && !call.contains(root)
                ? NotionServer.Fault.of(503, "service_unavailable")
                : null);

        Synced broken = home.sync(TestHome.FULL);

        assertThat(broken.run().status().text()).isEqualTo("failed");
        assertThat(broken.run().counts().deleted()).isZero();
        server.failing((call, number) -> null);
        home.retry();
        home.sync(TestHome.FULL);
        home.assertEqualToFreshIngest();
    }

    @Test
    void database_that_the_api_does_not_give_is_left_out_by_name_and_the_rest_is_there() {
        add("One", "About wharves.");
        long excluded = home.sync().run().counts().excluded();
        String linked = workspace.addDatabase(root, "Linked");
        server.failing((call, number) -> call.contains(linked) ? NotionServer.Fault.of(404, "object_not_found") : null);

        Synced synced = home.sync(TestHome.FULL);

        assertThat(synced.counts()).isEqualTo("completed +0 ~0 -0 =1 !0");
        assertThat(synced.run().counts().excluded()).isEqualTo(excluded + 1);
    }

    @Test
    void rest_of_a_database_that_is_refused_half_way_is_missing_and_not_left_out() {
        for (int i = 0; i < 250; i++) {
            workspace.addPage(there, "");
        }
        long excluded = home.sync().run().counts().excluded();
        String cursorGone = "The start_cursor provided is invalid: x";
        String body = "{\"object\":\"error\",\"status\":400,\"code\":\"validation_error\",\"message\":\"%s\"}";
        for (NotionServer.Fault fault : List.of(
                new NotionServer.Fault(400, "", Map.of(), body.formatted(cursorGone)),
                // a 403 that says when to ask again is asked again
                new NotionServer.Fault(403, "restricted_resource", Map.of(), ""))) {
            int[] queries = {0};
            server.failing((call, number) -> call.endsWith("/query") && ++queries[0] % 2 == 0 ? fault : null);

            Synced synced = home.sync(TestHome.FULL);

            assertThat(synced.run().status().text()).isEqualTo("failed");
            assertThat(synced.run().counts().excluded()).isEqualTo(excluded);
            assertThat(synced.run().counts().deleted()).isZero();
        }
    }
}
