package dev.freshet.camel;

import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Status;
import dev.freshet.pass.Pass;
import dev.freshet.remote.Breakers;
import dev.freshet.remote.Outage;
import dev.freshet.remote.OutageException;
import dev.freshet.source.http.HostOutageException;
import dev.freshet.state.Documents;
import dev.freshet.state.Intents;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code outages}: what becomes of a document that meets a remote which can't be used. It waits, and with it the
 * workers, the queue and the listing; when it has waited long enough, the pass ends, and the next one has the document again
 * as if it had never been looked at.
 */
public final class Outages {

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    /** Property: when the document met the outage, in ns of {@link System#nanoTime}. */
    private static final String MET = "FreshetMetOutage";

    private final Breakers breakers;
    private final Documents documents;
    private final Intents intents;
    private final Predicate<DocumentKey> inDoubt;
    private final Duration patience;

    /**
     * Makes the bean.
     *
     * @param inDoubt whether the store may hold something of a document that the state doesn't know
     * @param patience how long a document waits
     */
    public Outages(
            Breakers breakers,
            Documents documents,
            Intents intents,
            Predicate<DocumentKey> inDoubt,
            Duration patience) {
        this.breakers = breakers;
        this.documents = documents;
        this.intents = intents;
        this.inDoubt = inDoubt;
        this.patience = patience;
    }

    /** Whether the step is tried again. A source's own host has been tried for minutes already. */
    public boolean isWorthWaiting(Exchange exchange) {
        Pass pass = Exchanges.pass(exchange);
        if (isOfHost(cause(exchange)) || pass.isInterrupted() || pass.breakdown() != null) {
            return false;
        }
        Long met = exchange.getProperty(MET, Long.class);
        long now = System.nanoTime();
        if (met == null) {
            exchange.setProperty(MET, now);
            return true;
        }
        return now - met < patience.toNanos();
    }

    private static boolean isOfHost(Throwable cause) {
        return ObjectHelper.getException(HostOutageException.class, cause) != null;
    }

    /** Leaves the document to the next pass and has this one end as failed. */
    public void postpone(Exchange exchange) {
        Pass pass = Exchanges.pass(exchange);
        DocumentKey key = Objects.requireNonNull(exchange.getProperty(Headers.KEY, DocumentKey.class));
        Throwable cause = cause(exchange);
        if (isOfHost(cause)) {
            // what comes from other hosts may go on
            pass.incomplete(message(cause));
        } else if (!pass.isInterrupted()) {
            pass.breakDown(new OutageException(message(cause), cause));
        }
        noteIfHalfWritten(exchange, key, message(cause));
        intents.clear(key);
        Exchanges.documents(exchange).forEach(document -> pass.countDeferred());
        Visit.counted(exchange);
        LOG.debug("{} is left to the next pass: {}", key, message(cause));
    }

    /**
     * What a store took of a document before it failed must go even if the document itself goes before the next pass, and
     * a document that has no row can't go. No attempt is counted.
     */
    private void noteIfHalfWritten(Exchange exchange, DocumentKey key, String reason) {
        DocumentVersion version = exchange.getProperty(Headers.VERSION, DocumentVersion.class);
        if (version == null || !inDoubt.test(key)) {
            return;
        }
        int attempts = documents
                .find(key)
                .map(row -> row.attemptsAt(version.fingerprint(), version.recipe()))
                .orElse(0);
        documents.failed(key, version.fingerprint(), version.recipe(), Status.FAILED, "store", reason, attempts, null);
    }

    private String message(Throwable cause) {
        if (cause instanceof CallNotPermittedException refused) {
            return breakers.refusal(refused.getCausingCircuitBreakerName()).orElse(Reasons.ofFailure(cause));
        }
        String reason = Reasons.ofFailure(cause);
        return breakers.outages().stream()
                .filter(outage -> outage.reason().equals(reason))
                .findFirst()
                .map(Outage::message)
                .orElse(reason);
    }

    private static Throwable cause(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }
}
