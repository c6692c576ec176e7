package dev.freshet.source.notion;

import dev.freshet.contract.SourceContract;
import dev.freshet.pass.PassRequest;
import dev.freshet.testing.TestHome;
import dev.freshet.testing.TestSource;
import java.io.IOException;
import java.nio.file.Path;

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
}
