package dev.freshet.store;

import dev.freshet.state.Database;
import dev.freshet.state.VectorSet;
import dev.freshet.state.VectorSets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrations of the embedded store: a new set of vectors is made beside the one that serves, takes its place in one
 * transaction, and the old one is taken away. Each step is a commit, so that a killed process goes on where it was.
 */
public final class EmbeddedSets {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSets.class);

    private final Database database;
    private final VectorSets sets;

    public EmbeddedSets(Database database) {
        this.database = database;
        this.sets = new VectorSets(database);
    }

    /** Has the store hold vectors of this recipe: at once where it holds none, else by a migration, begun or resumed. */
    public void require(VectorSet wanted, Instant now) {
        takeAway();
        Optional<VectorSet> serving = sets.serving();
        Optional<VectorSet> next = sets.next();
        if (next.isPresent() && next.get().recipe().equals(wanted.recipe())) {
            sets.resume(wanted, now);
            LOG.info("The migration goes on to: {}.", wanted.recipe());
            return;
        }
        giveUp();
        if (serving.isEmpty() || serving.get().recipe().equals(wanted.recipe()) || holdsNothing()) {
            sets.serve(wanted, now);
        } else {
            begin(serving.get(), wanted, now);
        }
    }

    private boolean holdsNothing() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM (SELECT 1 FROM store_chunks LIMIT 1)")
                        .mapTo(long.class)
                        .one())
                == 0;
    }

    private void begin(VectorSet serving, VectorSet wanted, Instant now) {
        database.writing(handle -> SetTables.create(handle, sets.begin(wanted, now)));
        LOG.info(
                "The recipe has changed from: {}, to: {}. New vectors are made beside the old ones, which answer searches"
                        + " until the new ones are complete.",
                serving.recipe(),
                wanted.recipe());
    }

    /** Gives a migration up, if one is under way; the old set goes on. */
    public void giveUp() {
        if (sets.next().isEmpty()) {
            return;
        }
        database.writing(handle -> {
            ServedSet served = new ServedSet(database);
            sets.giveUp().forEach(document -> served.restate(document.id(), document.key()));
            SetTables.giveUp(handle);
        });
        LOG.warn("The migration was given up. The old vectors go on to answer searches.");
        takeAway();
    }

    /**
     * Has the new set answer, if it is complete, and takes the old one away.
     *
     * @param sources that must have been looked at as a whole
     */
    public void finish(Collection<String> sources) {
        if (sets.next().isEmpty()) {
            return;
        }
        boolean done = database.write(handle -> {
            boolean complete = sets.isComplete(sources);
            if (complete) {
                sets.switchOver();
                SetTables.switchOver(handle);
            }
            return complete;
        });
        if (done) {
            LOG.info("The migration is complete: the new vectors answer searches from now on.");
            takeAway();
        }
    }

    /** In small transactions, so that others write in between. */
    private void takeAway() {
        sets.leaving().ifPresent(set -> {
            while (database.write(SetTables::empty)) {
                // until no row is left
            }
            database.writing(handle -> {
                SetTables.drop(handle, set.id());
                sets.left();
            });
        });
    }
}
