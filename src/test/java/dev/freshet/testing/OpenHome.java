package dev.freshet.testing;

import dev.freshet.Freshet;
import dev.freshet.Memory;
import dev.freshet.check.CheckedHome;
import dev.freshet.embed.Embedder;
import dev.freshet.pass.PassRequest;
import dev.freshet.state.Database;
import dev.freshet.state.Runs.Run;
import dev.freshet.store.VectorStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A home that stays open for several passes, around a model and a store of the test's: what comes back, comes back to it. */
public final class OpenHome implements AutoCloseable {

    private static final int LONGEST_PASS_SECONDS = 120;

    private final Memory memory;
    private final Freshet freshet;

    private OpenHome(Memory memory, Freshet freshet) {
        this.memory = memory;
        this.freshet = freshet;
    }

    /** Opens it and starts its routes. */
    public static OpenHome of(TestHome home, Function<Database, VectorStore> store, Embedder embedder) {
        CheckedHome checked = home.checked();
        Memory memory = Memory.forWriting(home.path(), checked, store);
        Freshet freshet = new Freshet(home.path(), checked, memory, false, embedder);
        freshet.start();
        return new OpenHome(memory, freshet);
    }

    public Freshet freshet() {
        return freshet;
    }

    public Memory memory() {
        return memory;
    }

    /** One pass over source {@code docs}. */
    public Run pass(PassRequest request) {
        return begin(request).join();
    }

    /** One pass over source {@code docs}. */
    public Run pass() {
        return pass(TestHome.SYNC);
    }

    /** Begins a pass over source {@code docs}. */
    public CompletableFuture<Run> begin(PassRequest request) {
        return freshet.pass("docs", request).done().orTimeout(LONGEST_PASS_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        freshet.close();
        memory.close();
    }
}
