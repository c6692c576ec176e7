package dev.freshet.recipe;

import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.pass.PassRequest;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.TestHome;
import java.util.concurrent.TimeUnit;

/** A home that stays open from pass to pass, so that components keep their connections. */
record Running(Memory memory, Freshet freshet) implements AutoCloseable {

    static Running of(TestHome home) {
        CheckedHome checked = home.checked();
        Memory memory = Memory.forWriting(home.path(), checked);
        Freshet freshet = new Freshet(home.path(), checked, memory, false);
        freshet.start();
        return new Running(memory, freshet);
    }

    /** One pass over source {@code docs}. */
    Run sync(PassRequest request) throws Exception {
        return freshet.pass("docs", request).done().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        freshet.close();
        memory.close();
    }
}
