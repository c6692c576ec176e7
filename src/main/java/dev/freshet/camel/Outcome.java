package dev.freshet.camel;

import dev.freshet.change.RetryPolicy;
import dev.freshet.document.Change;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.EmbeddedDocument;
import dev.freshet.document.MissingDocuments;
import dev.freshet.pass.Pass;
import dev.freshet.pass.PassListener;
import dev.freshet.source.folder.FolderFile;
import dev.freshet.state.DatabaseException;
import dev.freshet.state.DocumentRow;
import dev.freshet.state.Documents;
import dev.freshet.state.Intents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code outcome}: counts what became of a document, and writes a failure down. */
public final class Outcome {

    private static final Logger LOG = LoggerFactory.getLogger(Outcome.class);

    private final Documents documents;
    private final Intents intents;
    private final RetryPolicy retry;
    private final Clock clock;
    private final PassListener listener;

    public Outcome(Documents documents, Intents intents, RetryPolicy retry, Clock clock, PassListener listener) {
        this.documents = documents;
        this.intents = intents;
        this.retry = retry;
        this.clock = clock;
        this.listener = listener;
    }

    /** Counts a document that is through. */
    public void count(Exchange exchange) {
        Pass pass = Exchanges.pass(exchange);
        if (exchange.getMessage().getBody() instanceof EmbeddedDocument document) {
            pass.countChunks(document.chunks().size(), document.embedded());
            if (document.chunks().isEmpty()) {
                LOG.info(
                        "{} has no text: it is indexed with 0 chunks.",
                        document.version().key());
            }
        }
        Change change = Change.valueOf(exchange.getProperty(Headers.CHANGE, String.class));
        Exchanges.documents(exchange).forEach(document -> pass.count(change));
        if (exchange.getMessage().getBody() instanceof EmbeddedDocument document) {
            tell(exchange, pass, change, document);
        }
        Visit.counted(exchange);
    }

    private void tell(Exchange exchange, Pass pass, Change change, EmbeddedDocument document) {
        FolderFile listed = exchange.getProperty(FolderConsumer.LISTED_FILE, FolderFile.class);
        Instant changedAt = listed == null ? document.version().modifiedAt() : listed.changedAt();
        Duration took = Duration.ofMillis(exchange.getClock().elapsed());
        listener.ingested(pass, change, document.chunks().size(), document.embedded(), changedAt, took);
    }

    /** Counts a document that failed, and writes nothing down: property {@code FreshetKey} = which, body = why. */
    public void planFailure(Exchange exchange) {
        exchange.setProperty(Headers.KEY, key(exchange));
        exchange.getMessage().setBody(Reasons.ofFailure(cause(exchange)));
        countFailed(exchange);
    }

    private static void countFailed(Exchange exchange) {
        Exchanges.pass(exchange).countFailed();
        Visit.counted(exchange);
    }

    /**
     * Writes down that a document failed, why, and when it is tried again. A full disk or a locked database isn't the
     * document's fault: then the pass is over, and the next one takes all of it up again.
     */
    public void fail(Exchange exchange) {
        Throwable cause = cause(exchange);
        DocumentKey key = key(exchange);
        Pass pass = Exchanges.pass(exchange);
        if (DatabaseException.meaning(cause).isPresent()) {
            LOG.debug("{} waits for the next pass", key, cause);
            pass.breakDown(cause);
            Visit.counted(exchange);
            return;
        }
        if (exchange.getMessage().getBody() instanceof MissingDocuments missing
                && missing.keys().size() > 1) {
            LOG.debug(
                    "{} documents could not be forgotten together",
                    missing.keys().size(),
                    cause);
            exchange.setProperty(Headers.ONE_BY_ONE, true);
            return;
        }
        String stage = Objects.requireNonNull(exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class));
        DocumentRow row = documents.find(key).orElse(null);
        String fingerprint = fingerprint(exchange, pass);
        int attempts = row == null ? 1 : row.attemptsAt(fingerprint, pass.recipe()) + 1;
        RetryPolicy.Next next = retry.after(attempts, clock.instant(), ThreadLocalRandom.current());
        String reason = Reasons.ofFailure(cause);
        documents.failed(key, fingerprint, pass.recipe(), next.status(), stage, reason, attempts, next.nextAttemptAt());
        intents.clear(key);
        countFailed(exchange);
        LOG.warn(
                "{} failed at stage {}, attempt {} of {}: {}",
                key,
                stage,
                attempts,
                retry.attempts(),
                reason,
                LOG.isDebugEnabled() ? cause : null);
    }

    private static Throwable cause(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private static DocumentKey key(Exchange exchange) {
        DocumentKey key = exchange.getProperty(Headers.KEY, DocumentKey.class);
        return key == null ? new SourceMessage(exchange, Exchanges.pass(exchange)).key() : key;
    }

    private static String fingerprint(Exchange exchange, Pass pass) {
        DocumentVersion version = exchange.getProperty(Headers.VERSION, DocumentVersion.class);
        String fingerprint = version == null ? new SourceMessage(exchange, pass).fingerprint() : version.fingerprint();
        return fingerprint == null ? "" : fingerprint;
    }
}
