package dev.freshet;

import dev.freshet.camel.EngineException;
import dev.freshet.camel.LiveRoutes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts files in the place of what they were, all of them or, where Camel refuses one, none. */
record RouteSwap(Path home, LiveRoutes live, Catalog catalog, List<String> kameletFolders, Duration patience) {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);

    /**
     * Swaps.
     *
     * @return false where a pass over one of the sources did not end in time; all is as before then
     * @throws EngineException saying what Camel refuses; all is as before then
     */
    boolean swap(List<RoutePart> before, List<RoutePart> after) throws InterruptedException {
        Set<String> deadEnds = live.deadEnds();
        for (RoutePart part : before) {
            if (part.source() != null && !live.halt(part.source().id(), patience)) {
                remove(before);
                put(before);
                return false;
            }
        }
        remove(before);
        try {
            put(after);
            live.refuseDeadEnds(deadEnds);
            return true;
        } catch (EngineException e) {
            remove(after);
            restore(before, e);
            throw e;
        }
    }

    private void restore(List<RoutePart> before, EngineException refused) {
        try {
            put(before);
        } catch (EngineException e) {
            e.addSuppressed(refused);
            LOG.error("What ran before can't be started again: {} Restart Freshet.", e.getMessage(), e);
        }
    }

    private void put(List<RoutePart> parts) {
        for (RoutePart part : parts) {
            if (part.isKamelet()) {
                live.exchangeKamelet(home, kameletFolders, part.file(), part.text());
            } else {
                if (part.source() != null) {
                    // A route asks at its creation whether it is a source's.
                    catalog.put(part.source());
                }
                live.load(home, part.file(), part.text());
            }
        }
    }

    private void remove(List<RoutePart> parts) {
        for (RoutePart part : parts) {
            if (!part.isKamelet() && !live.remove(part.file(), patience)) {
                LOG.warn("{} had messages in hand that did not end in {} s.", part.file(), patience.toSeconds());
            }
            if (part.source() != null) {
                catalog.remove(part.source().id());
            }
        }
    }
}
