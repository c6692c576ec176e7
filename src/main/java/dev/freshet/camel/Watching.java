package dev.freshet.camel;

import dev.freshet.document.DocumentKey;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.pass.StoppingException;
import dev.freshet.source.folder.FolderWalk;
import dev.freshet.state.Documents;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code watching}: knows which pass a burst of events asks for. A saved file is looked at alone; where files or
 * folders went, the whole source is, because only a complete listing may delete. A file that is new while others go may be
 * one of them under another name: it is left to that complete pass, which can tell a move from a loss only when it sees
 * both ends. A known document that was saved is looked at even where a complete pass, which may last, will see it too.
 */
public final class Watching {

    static final String TRIGGER = "watch";

    /** So many new files that wait are a load, which a listing takes up while changes of known documents overtake it. */
    private static final int MOST_NEW = 16;

    /** More documents that wait, known ones too, are taken up by a listing. */
    private static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

    private final Watches watches;
    private final Documents documents;
    private final BiConsumer<String, PassRequest> passes;
    private final ToIntFunction<String> waiting;
    private final Clock clock;
    private final Map<String, Unrest> bySource = new ConcurrentHashMap<>();

    /** What is known of a source between two complete passes. Guarded by itself. */
    private static final class Unrest {
        /** Events about which files there are, in bursts that haven't ended. */
        private long open;
        /** Whether new files wait for the end of that burst. */
        private boolean owing;
        /** What happened before this is seen by a complete pass that was asked for. */
        private Instant lookedAt = Instant.MIN;
    }

    /**
     * @param passes asks for a pass over a source
     * @param waiting number of documents of a source that wait for a look at themselves
     */
    public Watching(
            Watches watches,
            Documents documents,
            BiConsumer<String, PassRequest> passes,
            ToIntFunction<String> waiting,
            Clock clock) {
        this.watches = watches;
        this.documents = documents;
        this.passes = passes;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** Hears of an event before it is gathered with others. */
    public void note(Burst event) {
        if (!event.isSave()) {
            Unrest unrest = unrest(event.source());
            synchronized (unrest) {
                unrest.open += event.events();
            }
        }
    }

    /** Two bursts as one: the rule by which events are gathered. */
    public Burst join(Burst earlier, Burst later) {
        return earlier.join(later);
    }

    private Unrest unrest(String source) {
        return bySource.computeIfAbsent(source, name -> new Unrest());
    }

    /** Asks for the pass that a burst, which has ended, needs. */
    public void ended(Burst burst) {
        Unrest unrest = unrest(burst.source());
        try {
            synchronized (unrest) {
                if (!burst.isSave()) {
                    unrest.open -= burst.events();
                }
                Optional<FolderWalk> look = watches.look(burst.source());
                if (look.isEmpty()) {
                    // Watched no more; a watch that begins anew looks at everything
                    return;
                }
                if (burst.isSave()) {
                    saved(burst, unrest, look.get());
                } else {
                    changed(burst, unrest, look.get());
                }
            }
        } catch (StoppingException e) {
            LOG.debug("{} is not looked at any more", burst.source(), e);
        }
    }

    private void saved(Burst burst, Unrest unrest, FolderWalk look) {
        String document = burst.documents().iterator().next();
        boolean known = isKnown(burst.source(), document);
        boolean listed = !burst.lastAt().isAfter(unrest.lookedAt);
        if (isGone(look, document)) {
            if (known && !listed) {
                lookAtAll(burst.source(), unrest);
            }
        } else if (known || !listed) {
            found(burst.source(), document, known, unrest);
        }
    }

    private void found(String source, String document, boolean known, Unrest unrest) {
        if (unrest.open > 0 && !known) {
            unrest.owing = true;
        } else if (waiting.applyAsInt(source) >= (known ? MOST_WAITING : MOST_NEW)) {
            lookAtAll(source, unrest);
        } else {
            passes.accept(source, PassRequest.of(Set.of(document), TRIGGER));
        }
    }

    private void changed(Burst burst, Unrest unrest, FolderWalk look) {
        boolean owing = unrest.owing;
        unrest.owing = false;
        if (owing
                || burst.everything()
                || burst.documents().stream().anyMatch(id -> isLost(burst.source(), id, look))) {
            lookAtAll(burst.source(), unrest);
        }
    }

    private void lookAtAll(String source, Unrest unrest) {
        Instant now = clock.instant();
        passes.accept(source, new PassRequest(Kind.SYNC, TRIGGER, 0));
        unrest.lookedAt = now;
    }

    private boolean isLost(String source, String document, FolderWalk look) {
        return isKnown(source, document) && isGone(look, document);
    }

    private boolean isKnown(String source, String document) {
        return documents.find(new DocumentKey(source, document)).isPresent();
    }

    /** What can't be told is left to a pass, which says why. */
    private static boolean isGone(FolderWalk look, String document) {
        try {
            return look.isGone(document);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
