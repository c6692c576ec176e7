package dev.freshet.source.notion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.contract.SourceContract;
import dev.freshet.document.Status;
import dev.freshet.pass.PassRequest;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kamelet notion-source keeps what every source does, whatever its roots and the version of the API. */
abstract class NotionSourceContract extends SourceContract {

    @SuppressWarnings("NullAway.Init")
    protected NotionWorkspace workspace;

    @SuppressWarnings("NullAway.Init")
    protected NotionServer server;

    /** Ids of two places that documents are in. */
    @SuppressWarnings("NullAway.Init")
    protected String here;

    @SuppressWarnings("NullAway.Init")
    protected String there;

    protected abstract String version();

    /** Makes the two places and says which parameters choose them. */
    protected abstract void choose(TestSource source);

    protected abstract void makePlaces();

    @Override
    protected World world(Path folder) throws IOException {
        workspace = new NotionWorkspace(!version().equals("2022-06-28"));
        server = new NotionServer(workspace, version());
        makePlaces();
        return new Places();
    }

    /** The source, to be changed and written. */
    protected TestSource source() {
        TestSource source = home.kamelet("docs", "notion-source")
                .with("token", NotionServer.TOKEN)
                .with("apiVersion", version())
                .with("baseUrl", server.url())
                .with("requestsPerSecond", "1000");
        choose(source);
        return source;
    }

    protected String add(String title, String text) {
        String id = workspace.addPage(here, title);
        workspace.setText(id, text);
        return id;
    }

    private final class Places implements World {

        @Override
        public void writeSource(TestHome home) {
            source().write();
        }

        @Override
        public String add(String name, String text) {
            return NotionSourceContract.this.add(name.replace(".md", ""), text);
        }

        @Override
        public void edit(String id, String text) {
            workspace.setText(id, text);
        }

        @Override
        public String rename(String id, String name) {
            workspace.rename(id, name);
            return id;
        }

        @Override
        public String move(String id) {
            workspace.move(id, there);
            return id;
        }

        @Override
        public void delete(String id) {
            workspace.trash(id, true);
        }

        @Override
        public String restore(String id) {
            workspace.trash(id, false);
            return id;
        }

        @Override
        public void unshare(String id) {
            workspace.share(id, false);
        }

        @Override
        public boolean canUnshare() {
            return true;
        }

        @Override
        public void breakListing() {
            server.failing((call, number) ->
                    breaks(call, number) ? NotionServer.Fault.of(500, "internal_server_error") : null);
        }

        @Override
        public void mendListing() {
            server.failing((call, number) -> null);
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

    /** Whether a call is one that must fail for the listing to be cut. */
    protected abstract boolean breaks(String call, int number);

    /** A pass that looks at everything, but reads alone what its fingerprint doesn't tell to be unchanged. */
    protected Synced syncCompletely() {
        source().with("completeEvery", "0s").write();
        Synced synced = home.sync();
        source().write();
        return synced;
    }

    @Test
    void complete_pass_that_is_no_full_one_finds_moves_renamed_parents_trash_and_restores() {
        String moved = add("Tides", "High water is at noon.");
        String trashed = add("Locks", "Locks close at eight.");
        String same = add("Cranes", "The crane lifts forty tons.");
        home.sync();
        workspace.move(moved, there);
        workspace.trash(trashed, true);

        assertThat(syncCompletely().counts()).isEqualTo("completed +0 ~1 -1 =1 !0");

        workspace.rename(here, "Renamed");
        workspace.trash(trashed, false);
        Synced back = syncCompletely();
        // the place that a document moved to may be below the one with the new name
        assertThat(back.counts()).isIn("completed +1 ~1 -0 =1 !0", "completed +1 ~2 -0 =0 !0");
        assertThat(back.embedded()).isZero();
        assertThat(home.search("crane", Map.of())).first().satisfies(hit -> {
            assertThat(hit.document().document()).isEqualTo(same);
            assertThat(hit.metadata().get("path")).endsWith("Renamed");
        });
        home.assertEqualToFreshIngest();
    }

    @Test
    void complete_pass_over_what_is_unchanged_reads_no_page() {
        add("Tides", "High water is at noon.");
        add("Locks", "Locks close at eight.");
        home.sync();

        Synced idle = syncCompletely();

        assertThat(idle.counts()).isEqualTo("completed +0 ~0 -0 =2 !0");
        assertThat(idle.embedded()).isZero();
    }

    /** Whether rows of a database among the rows of another are taken. */
    protected boolean takesRowsInside() {
        return true;
    }

    @Test
    void database_among_rows_is_no_document_and_its_rows_are_taken_where_all_below_is() {
        String inside = workspace.addDatabase(there, "Inside");
        String row = workspace.addPage(inside, "Row");
        workspace.setText(row, "About dredging.");
        String deeper = workspace.addPage(workspace.addDatabase(inside, "Deeper"), "Row");
        workspace.setText(deeper, "About silt.");
        String id = add("Tides", "High water is at noon.");
        int all = takesRowsInside() ? 3 : 1;
        Synced first = home.sync();
        assertThat(first.counts()).isEqualTo("completed +" + all + " ~0 -0 =0 !0");
        assertThat(first.run().counts().excluded()).isGreaterThanOrEqualTo(takesRowsInside() ? 0 : 1);
        String before = cursor();
        workspace.setText(id, "High water is at one.");

        assertThat(home.sync().run().counts().updated()).isEqualTo(1);

        assertThat(cursor()).isNotEqualTo(before);
        server.takeCalls();
        assertThat(home.sync().run().counts().updated()).isZero();
        assertThat(server.takeCalls()).hasSize(takesRowsInside() ? 1 : 2);
        workspace.showInPart(inside);
        assertThat(syncCompletely().counts()).isEqualTo("completed +0 ~0 -0 =" + all + " !0");
        home.assertEqualToFreshIngest();
    }

    @Test
    void row_that_moves_into_a_database_inside_goes_where_that_is_not_taken() {
        String id = add("Tides", "High water is at noon.");
        add("Locks", "Locks close at eight.");
        home.sync();
        workspace.move(id, workspace.addDatabase(there, "Inside"));

        assertThat(syncCompletely().run().counts().deleted()).isEqualTo(takesRowsInside() ? 0 : 1);

        home.assertEqualToFreshIngest();
    }

    @Test
    void not_found_by_a_proxy_is_no_proof() {
        String id = add("Tides", "High water is at noon.");
        add("Locks", "Locks close at eight.");
        home.sync();
        workspace.trash(id, true);
        server.failing((call, number) -> call.endsWith("/" + id) ? NotionServer.Fault.html(404) : null);

        Synced broken = home.sync(TestHome.FULL);

        assertThat(broken.run().status().text()).isEqualTo("failed");
        assertThat(broken.run().message()).contains("404", "isn't JSON", "'baseUrl'");
        assertThat(home.store().indexed()).contains(id);
        server.failing((call, number) -> null);
        assertThat(syncCompletely().counts()).isEqualTo("completed +0 ~0 -1 =1 !0");
    }

    @Test
    void listing_that_a_proxy_refuses_leaves_nothing_out() {
        String row = workspace.addPage(there, "Row");
        workspace.setText(row, "About dredging.");
        add("Locks", "Locks close at eight.");
        long excluded = home.sync().run().counts().excluded();
        for (int status : new int[] {400, 403, 404}) {
            server.failing((call, number) -> breaks(call, number) ? NotionServer.Fault.html(status) : null);

            Synced broken = home.sync(TestHome.FULL);

            assertThat(broken.run().status().text()).as("status " + status).isEqualTo("failed");
            assertThat(broken.run().counts().excluded()).isEqualTo(excluded);
            assertThat(home.store().indexed()).hasSize(2).contains(row);
        }
    }

    @Test
    void absent_from_a_search_is_never_proof() {
        String id = add("Tides", "High water is at noon.");
        add("Locks", "Locks close at eight.");
        home.sync();
        workspace.hideFromSearch(id);
        workspace.hideFromSearch(here);

        Synced complete = syncCompletely();
        Synced full = home.sync(TestHome.FULL);

        assertThat(complete.run().status().text()).isEqualTo("completed");
        assertThat(complete.run().counts().deleted()).isZero();
        assertThat(full.run().counts().deleted()).isZero();
        assertThat(home.store().indexed()).hasSize(2).contains(id);
    }

    @Test
    void page_that_goes_between_the_listing_and_its_reading_is_no_failure() {
        String id = add("Tides", "High water is at noon.");
        add("Locks", "Locks close at eight.");
        server.failing((call, number) -> {
            if (call.contains("/blocks/" + id)) {
                workspace.share(id, false);
            }
            return null;
        });

        Synced synced = home.sync();

        assertThat(synced.counts()).isEqualTo("completed +1 ~0 -0 =0 !0");
        assertThat(home.failures()).isEmpty();
    }

    @Test
    void page_whose_content_is_not_found_though_it_is_there_fails_by_itself_and_holds_nothing_up() {
        String id = add("Tides", "High water is at noon.");
        home.sync();
        workspace.setText(id, "High water is at one.");
        server.failing((call, number) ->
                call.contains("/blocks/" + id) ? NotionServer.Fault.of(404, "object_not_found") : null);
        String before = cursor();

        Synced failing = home.sync();

        assertThat(failing.counts()).startsWith("completed +0 ~0 -0").endsWith("!1");
        assertThat(cursor()).isNotEqualTo(before);
        assertThat(home.store().chunksOf(id)).singleElement().asString().contains("at noon");
        assertThat(home.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.error()).contains("404", "object_not_found");
            assertThat(failure.attempts()).isEqualTo(1);
        });
        home.option("freshet.retry.attempts", "1").retry();
        assertThat(home.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(Status.QUARANTINED));
        server.failing((call, number) -> null);
        assertThat(home.retry().counts()).startsWith("completed +0 ~1 -0").endsWith("!0");
        assertThat(home.store().chunksOf(id)).singleElement().asString().contains("at one");
        home.assertEqualToFreshIngest();
    }

    private String cursor() {
        return String.join("", home.store().column("SELECT cursor FROM sources"));
    }
}
