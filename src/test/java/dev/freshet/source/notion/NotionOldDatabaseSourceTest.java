package dev.freshet.source.notion;

import dev.freshet.testing.TestSource;

/** Rows of two databases, with the oldest version of the API. */
class NotionOldDatabaseSourceTest extends NotionSourceContract {

    @Override
    protected String version() {
        return "2022-06-28";
    }

    @Override
    protected void makePlaces() {
        String team = workspace.addPage(null, "Harbour team");
        here = workspace.addDatabase(team, "Notices");
        there = workspace.addDatabase(team, "Old notices");
    }

    @Override
    protected void choose(TestSource source) {
        source.with("databases", here + ", " + there);
    }

    @Override
    protected boolean takesRowsInside() {
        return false;
    }

    @Override
    protected boolean breaks(String call, int number) {
        return call.contains(there);
    }
}
