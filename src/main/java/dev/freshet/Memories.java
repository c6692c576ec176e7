package dev.freshet;

import dev.freshet.check.CheckedHome;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.SharedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** State and store of each of a home's stores, open for writing, and the one model that they have. */
public final class Memories implements AutoCloseable {

    private final List<Memory> all = new ArrayList<>();
    private Runnable closeModel = () -> {};

    /**
     * Opens all of them.
     *
     * @param homes one for each store
     * @throws HomeInUseException if another process writes to one of them
     */
    public Memories(Path home, List<CheckedHome> homes) {
        try {
            homes.forEach(store -> all.add(Memory.forWriting(home, store)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The memory of each store, in the order of the homes. */
    public List<Memory> all() {
        return List.copyOf(all);
    }

    /**
     * A model as the stores use it: where there are several, what one of them has embedded costs the others nothing. The
     * only one closes it; several leave that to this.
     */
    public Embedder shared(Embedder model) {
        if (all.size() == 1) {
            return model;
        }
        closeModel = model::close;
        return new SharedModel(model, all.stream().map(Memory::embeddings).toList());
    }

    @Override
    public void close() {
        closeModel.run();
        all.forEach(Memory::close);
    }
}
