package dev.freshet;

import dev.freshet.check.CheckedHome;
import dev.freshet.copy.Copied;
import dev.freshet.copy.StoreCopy;
import dev.freshet.copy.StoreSide;
import dev.freshet.embed.Embedder;
import dev.freshet.state.Sources.SourceFigures;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Copies what one store of a home holds to another: the sources that the other one takes. */
public final class Copying {

    private Copying() {}

    /**
     * Copies.
     *
     * @param from its memory, open for writing, so that no pass runs
     * @param to the other store's
     * @param target what the other store takes
     * @param each hears of each source that is done
     */
    public static List<Copied> copy(Path home, Memory from, CheckedHome target, Memory to, Consumer<Copied> each)
            throws InterruptedException, ExecutionException {
        List<Copied> copied = new ArrayList<>();
        try (Embedder model = Models.of(target.settings(), 1)) {
            Catalog catalog = Recipe.catalog(home, target.settings(), model);
            catalog.set(target.sources());
            StoreCopy copy = new StoreCopy(
                    side(from),
                    side(to),
                    to.writer(model.model(), Clock.systemUTC()),
                    catalog::recipe,
                    target.settings().work().workers());
            for (SourceFigures source : from.sources().figures()) {
                if (catalog.has(source.id())) {
                    Copied done = copy.copy(source);
                    copied.add(done);
                    each.accept(done);
                }
            }
        }
        return copied;
    }

    private static StoreSide side(Memory memory) {
        return new StoreSide(memory.documents(), memory.versions(), memory.sources(), memory.store());
    }
}
