package dev.freshet.source.notion;

import dev.freshet.testing.TestSource;

/** All that is shared with a connection, with the oldest version of the API. */
class NotionOldSharedSourceTest extends NotionSourceContract {

    @Override
    protected String version() {
        return "2022-06-28";
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
        return call.contains(there);
    }
}
