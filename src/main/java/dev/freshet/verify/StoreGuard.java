package dev.freshet.verify;

import dev.freshet.pass.Pass;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.pass.Preparation;
import dev.freshet.remote.OutageException;
import dev.freshet.verify.Verdict.Tally;
import dev.freshet.verify.Verification.Mended;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Doesn't believe that a store still holds what it was given. Before each pass the numbers of chunks are compared and a
 * sample of them is looked for; where they differ, or where a repair was asked for, every chunk is, and what is damaged is mended by that very pass.
 */
public final class StoreGuard implements Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(StoreGuard.class);

    private final Verification verification;
    private final Predicate<String> hasFile;
    private final Map<String, String> damages = new ConcurrentHashMap<>();
    private final Map<String, Long> foreign = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param hasFile whether a source can be read again
     */
    public StoreGuard(Verification verification, Predicate<String> hasFile) {
        this.verification = verification;
        this.hasFile = hasFile;
    }

    /** Looks at these sources without a pass, as a start does; what differs is logged, and mended by their next passes. */
    public void look(Iterable<String> sources) {
        for (String source : sources) {
            try {
                difference(source).ifPresent(difference -> raise(source, difference));
            } catch (OutageException e) {
                tellUnlooked(source, e);
            } catch (RuntimeException e) {
                LOG.warn("The store can't be looked at; the next pass over {} does: {}", source, e.getMessage(), e);
            }
        }
    }

    private Optional<String> difference(String source) {
        return verification.difference(source, foreign.getOrDefault(source, 0L));
    }

    private void raise(String source, String difference) {
        String message = difference + ": it was emptied, replaced or changed by something other than Freshet."
                + " A pass over " + source
                + " compares both and makes again what is damaged. Find out who writes to the"
                + " store.";
        told.remove(source);
        if (damages.put(source, message) == null) {
            LOG.error("{}", message);
        }
    }

    @Override
    public PassRequest before(Pass pass) {
        String source = pass.source();
        Optional<String> difference;
        try {
            difference = difference(source);
        } catch (OutageException outage) {
            return unlooked(pass, outage);
        }
        difference.ifPresentOrElse(found -> raise(source, found), () -> calm(source));
        PassRequest request = pass.request();
        if (difference.isEmpty() && request.kind() != Kind.REPAIR) {
            return request;
        }
        Mended mended = verification.mend(source, hasFile);
        foreign.put(source, mended.found().foreign());
        log(source, mended);
        return withDamaged(request, mended);
    }

    /** A pass whose documents are all unchanged needs no store; the others wait for it as for any outage. */
    private static PassRequest unlooked(Pass pass, OutageException outage) {
        if (pass.request().kind() == Kind.REPAIR) {
            throw outage;
        }
        tellUnlooked(pass.source(), outage);
        return pass.request();
    }

    private static void tellUnlooked(String source, OutageException outage) {
        LOG.warn("The store can't be looked at; the next pass over {} does: {}", source, outage.getMessage());
    }

    /** Those who ask from time to time must have had the chance to hear of it. */
    private void calm(String source) {
        if (told.remove(source)) {
            damages.remove(source);
        }
    }

    private static void log(String source, Mended mended) {
        Tally tally = mended.found().bySource().getOrDefault(source, Tally.NONE);
        if (tally.diverged() > 0) {
            LOG.warn(
                    "{}: of {} chunks, {} were missing in the store and {} stale, which this pass makes again; {} were"
                            + " orphaned and are removed.",
                    source,
                    tally.stated(),
                    tally.missing(),
                    tally.stale(),
                    tally.orphaned());
        }
        mended.found().flaws().forEach(flaw -> LOG.error("{}", flaw));
    }

    private static PassRequest withDamaged(PassRequest request, Mended mended) {
        if (request.listsEverything()) {
            return request;
        }
        if (mended.more()) {
            return new PassRequest(Kind.SYNC, request.trigger(), 0);
        }
        Set<String> documents = new TreeSet<>(request.documents());
        documents.addAll(mended.due());
        return new PassRequest(request.kind(), request.trigger(), 0, documents);
    }

    /** What was found since it was last well, by source, for people. */
    public Map<String, String> damages() {
        told.addAll(damages.keySet());
        return new TreeMap<>(damages);
    }
}
