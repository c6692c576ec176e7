package dev.freshet.source.notion;

import dev.freshet.testing.RemotePages;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a database in Notion. */
public final class NotionRows implements RemotePages {

    private static final String VERSION = "2026-03-11";

    private final NotionWorkspace workspace = new NotionWorkspace(true);
    private final NotionServer server;
    private final String database;
    private final Map<Integer, String> ids = new HashMap<>();

    public NotionRows() throws IOException {
        server = new NotionServer(workspace, VERSION);
        database = workspace.addDatabase(workspace.addPage(null, "Team"), "Notices");
    }

    @Override
    public void writeSource(TestHome home) {
        home.kamelet("docs", "notion-source")
                .with("token", NotionServer.TOKEN)
                .with("apiVersion", VERSION)
                .with("baseUrl", server.url())
                .with("requestsPerSecond", "1000")
                .with("databases", database)
                .write();
    }

    @Override
    public void write(int page, String text) {
        workspace.setText(ids.computeIfAbsent(page, number -> workspace.addPage(database, "Row " + number)), text);
    }

    @Override
    public List<String> takeCalls() {
        return server.takeCalls();
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
