package dev.freshet.source.notion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All that is shared with a connection. */
class NotionSharedSourceTest extends NotionSourceContract {

    @Override
    protected String version() {
        return "2025-09-03";
    }

    @Override
    protected void makePlaces() {
        here = workspace.addDatabase(null, "Notices");
        there = workspace.addDatabase(null, "Old notices");
    }

    @Override
    protected void choose(TestSource source) {
        // nothing is chosen
    }

    @Override
    protected boolean breaks(String call, int number) {
        return call.contains(workspace.dataSourceOf(there));
    }

    /** Pages that aren't rows. */
    private List<String> addLoose(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(workspace.addPage(null, ""));
            workspace.setText(ids.get(i), "Loose page " + i + ".");
        }
        return ids;
    }

    @Test
    void idle_pass_costs_one_search() {
        addLoose(3);
        add("Tides", "High water is at noon.");
        home.sync();
        server.takeCalls();

        home.sync();

        assertThat(server.takeCalls()).containsExactly("POST /v1/search");
    }

    @Test
    void rows_come_by_queries_and_pages_by_a_search_from_each_end() {
        server.queriesEndAt(40);
        for (int i = 0; i < 45; i++) {
            workspace.addPage(here, "");
        }
        addLoose(30);

        assertThat(home.sync().counts()).isEqualTo("completed +75 ~0 -0 =0 !0");
    }

    @Test
    void edits_of_more_pages_than_a_search_gives_are_all_found() {
        server.queriesEndAt(20);
        List<String> loose = addLoose(35);
        home.sync();
        loose.forEach(id -> workspace.setText(id, "Edited " + id + "."));

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~35 -0 =0 !0");
    }

    @Test
    void more_pages_than_two_searches_give_leave_the_listing_incomplete_and_what_was_found_is_taken() {
        List<String> loose = addLoose(45);
        home.sync();
        server.queriesEndAt(20);
        workspace.trash(loose.get(0), true);
        loose.addAll(addLoose(5));

        Synced synced = syncCompletely();

        assertThat(synced.counts()).startsWith("failed +5 ~0 -0").endsWith("!0");
        assertThat(synced.run().message()).contains("More than 20,000", "'databases' and 'pages'");
        assertThat(home.store().indexed()).containsExactlyInAnyOrderElementsOf(loose);
    }

    @Test
    void search_of_more_pages_than_are_held_whole_reads_them_all_with_their_properties() {
        List<String> loose = addLoose(1);
        workspace.setProperty(
                loose.get(0),
                "Team",
                "select",
                NotionApi.JSON.createObjectNode().put("name", "Pilots"));
        loose.addAll(addLoose(PageWalk.MOST_WHOLE + 5));

        assertThat(home.sync().run().counts().added()).isEqualTo(loose.size());

        assertThat(home.store().chunksOf(loose.get(0)))
                .as("the page that a search has last")
                .singleElement()
                .asString()
                .contains("Team: Pilots");
        server.takeCalls();
        assertThat(syncCompletely().run().counts().unchanged()).isEqualTo(loose.size());
        assertThat(server.takeCalls())
                .as("what a search gave isn't asked for again where it is as it was")
                .noneMatch(call -> call.startsWith("GET /v1/pages/"));
    }

    @Test
    void loose_page_that_a_search_no_longer_has_is_kept() {
        List<String> loose = addLoose(4);
        home.sync();
        workspace.hideFromSearch(loose.get(1));

        assertThat(home.sync(TestHome.FULL).run().counts().deleted()).isZero();

        assertThat(home.store().indexed()).containsExactlyInAnyOrderElementsOf(loose);
    }
}
