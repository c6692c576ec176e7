package dev.freshet.pass;

import dev.freshet.state.DatabaseException;
import dev.freshet.state.Documents;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes passes of requests, in the order in which they came. */
final class Beginning {

    private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

    private final Documents documents;
    private final PassRecords records;
    private final UnaryOperator<String> recipeOf;
    private final Clock clock;

    Beginning(Documents documents, PassRecords records, UnaryOperator<String> recipeOf, Clock clock) {
        this.documents = documents;
        this.records = records;
        this.recipeOf = recipeOf;
        this.clock = clock;
    }

    /** The request that came first, where no pass runs. */
    Optional<Pass> next(String source, Slot slot) {
        synchronized (slot) {
            Wish wish = slot.next();
            return wish == null
                    ? Optional.empty()
                    : begin(
                            slot,
                            wish,
                            lastId -> new Pass(wish.run(), source, wish.request(), recipeOf.apply(source), lastId));
        }
    }

    /** The look that came first, where one may run beside a pass. */
    Optional<Pass> beside(Slot slot) {
        synchronized (slot) {
            Pass host = slot.running().map(Running::pass).orElse(null);
            Wish look = host == null ? null : slot.nextBeside();
            return host == null || look == null
                    ? Optional.empty()
                    : begin(slot, look, lastId -> host.beside(look.run(), look.request(), lastId));
        }
    }

    private Optional<Pass> begin(Slot slot, Wish wish, LongFunction<Pass> opening) {
        try {
            Instant now = clock.instant();
            records.start(wish.run(), now);
            Pass pass = opening.apply(documents.lastId());
            if (!records.arePlans()) {
                Messages.logBegin(pass, records);
            }
            slot.occupy(new Running(pass, now, wish.done()));
            return Optional.of(pass);
        } catch (RuntimeException | Error e) {
            wish.done().completeExceptionally(e);
            Optional<String> meaning = DatabaseException.meaning(e);
            if (meaning.isEmpty()) {
                throw e;
            }
            LOG.error("Run {} could not begin. {}", wish.run(), meaning.get());
            return Optional.empty();
        }
    }
}
