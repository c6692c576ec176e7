package dev.freshet;

import dev.freshet.check.CheckedHome;
import dev.freshet.config.EmbeddingSettings;
import dev.freshet.config.Settings;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.SharedModel;
import dev.freshet.state.Embeddings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** State and store of each of a home's stores, open for writing, and their models. */
public final class Memories implements AutoCloseable {

    private final List<Memory> all = new ArrayList<>();
    private final List<Embedder> models = new ArrayList<>();

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
     * The model of each store, in the order of the homes. Stores whose options name the same one share it: what one of them
     * has embedded costs the others nothing. The only store of a home closes its model; several leave that to this.
     *
     * @param making makes a model
     */
    public List<Embedder> models(List<CheckedHome> homes, Function<Settings, Embedder> making) {
        if (homes.size() == 1) {
            return List.of(making.apply(homes.get(0).settings()));
        }
        List<Embeddings> known = all.stream().map(Memory::embeddings).toList();
        Map<EmbeddingSettings, Embedder> shared = new HashMap<>();
        return homes.stream()
                .map(CheckedHome::settings)
                .map(settings -> shared.computeIfAbsent(
                        settings.embedding(), choice -> new SharedModel(kept(making.apply(settings)), known)))
                .toList();
    }

    private Embedder kept(Embedder model) {
        models.add(model);
        return model;
    }

    @Override
    public void close() {
        models.forEach(Embedder::close);
        all.forEach(Memory::close);
    }
}
