package dev.freshet.camel;

import dev.freshet.change.FingerprintGate;
import dev.freshet.document.Change;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.MissingDocuments;
import dev.freshet.document.SourceDocument;
import dev.freshet.pass.Pass;
import dev.freshet.remote.OutageException;
import dev.freshet.source.folder.FolderFile;
import dev.freshet.state.DatabaseException;
import dev.freshet.state.DocumentRow;
import dev.freshet.state.Documents;
import dev.freshet.state.Intents.Intent;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code detection}: finds out which document a message is about and what has happened to it. */
public final class Detection {

    private static final Logger LOG = LoggerFactory.getLogger(Detection.class);

    /** Hears, before anything is written for a document, that this is going to happen. */
    public interface IntentLog {
        void note(Intent intent, long run, Instant now);
    }

    private final Documents documents;
    private final IntentLog intents;
    private final long maxSize;
    private final Clock clock;
    private final InHand inHand = new InHand();

    /**
     * Detection on top of what is known.
     *
     * @param maxSize of a document that is read, in bytes
     */
    public Detection(Documents documents, IntentLog intents, long maxSize, Clock clock) {
        this.maxSize = maxSize;
        this.documents = documents;
        this.intents = intents;
        this.clock = clock;
    }

    /**
     * Takes the document in hand and reads it: body = {@link SourceDocument}, or {@link MissingDocuments} as they came. A
     * file that changes or goes away while it is read is left to the next pass.
     */
    public void identify(Exchange exchange) throws IOException, InterruptedException {
        Pass pass = Exchanges.pass(exchange);
        refuseLateOrTwice(exchange);
        if (isOutage(pass.breakdown())) {
            // what waited in the queue isn't read for nothing
            pass.countDeferred();
            stop(exchange);
            return;
        }
        if (exchange.getMessage().getBody() instanceof MissingDocuments missing) {
            take(exchange, missing.key(), missing.keys());
            return;
        }
        SourceMessage message = new SourceMessage(exchange, pass);
        DocumentKey key = message.key();
        InHand.Hold hold = take(exchange, key, List.of(key));
        DocumentRow row = documents.find(key).orElse(null);
        boolean overtaken = !Objects.equals(row, exchange.getProperty(Headers.ROW, DocumentRow.class));
        exchange.setProperty(Headers.ROW, row);
        if (row != null) {
            pass.marks().see(row.id());
            if (row.isSuspect()) {
                hold.takeTurn();
            }
        }
        if (isDecidedByFingerprint(exchange, message, row, pass)
                || (overtaken && isIngestedAsItIs(exchange, row, pass))) {
            stop(exchange);
            return;
        }
        try {
            hold.weigh(listedSize(exchange));
            SourceDocument document = message.read(key, maxSize);
            if (!isStillAsListed(exchange)) {
                leaveToNextPass(exchange, key, "changed while it was read");
            } else if (isStillFailed(row, document.version(), pass)) {
                pass.countFailed();
                stop(exchange);
            } else {
                exchange.setProperty(Headers.VERSION, document.version());
                exchange.getMessage().setBody(document);
            }
        } catch (InterruptedException e) {
            if (!pass.isInterrupted()) {
                throw e;
            }
            leaveToNextPass(exchange, key, "was being read when Freshet was asked to stop");
        } catch (NoSuchFileException gone) {
            leaveToNextPass(exchange, key, "went away before it was read");
        }
    }

    private static boolean isOutage(@Nullable Throwable breakdown) {
        return breakdown instanceof OutageException || breakdown instanceof DatabaseException;
    }

    /** Waiting for itself would be for ever, and a pass that is over can't wait for a document. */
    private static void refuseLateOrTwice(Exchange exchange) {
        Visit visit = Visit.of(exchange);
        if (visit != null && visit.isOver()) {
            Exchanges.pass(exchange)
                    .breakDown(new IllegalStateException("Route '" + exchange.getFromRouteId()
                            + "' sent a document that its pass no longer waits for. Steps like wireTap, aggregate or"
                            + " seda can't come before 'to: direct:ingest' in a source."));
        }
        if (exchange.getProperty(Headers.KEY) != null) {
            throw new IllegalStateException("the source's route sends the same message to direct:ingest twice."
                    + " Leave one of the two 'to: direct:ingest' out.");
        }
    }

    private FingerprintGate gate(Pass pass) {
        return new FingerprintGate(pass.recipe(), pass.request().readsEverything(), clock.instant());
    }

    /** Of a component that fetches when its message is read, this saves the fetching. */
    private boolean isDecidedByFingerprint(
            Exchange exchange, SourceMessage message, @Nullable DocumentRow row, Pass pass) {
        String fingerprint = message.fingerprint();
        if (fingerprint == null || exchange.getProperty(Headers.LISTED) != null) {
            return false;
        }
        switch (gate(pass).see(row, fingerprint)) {
            case UNCHANGED -> pass.count(Change.UNCHANGED);
            case STILL_FAILED -> pass.countFailed();
            case LOOK, LOOK_LAST -> {
                return false;
            }
        }
        return true;
    }

    /** While it waited for its turn, a look beside the pass may have brought in what the file is now. */
    private boolean isIngestedAsItIs(Exchange exchange, @Nullable DocumentRow row, Pass pass) {
        FolderFile listed = exchange.getProperty(FolderConsumer.LISTED_FILE, FolderFile.class);
        if (listed == null) {
            return false;
        }
        try {
            String now = listed.again(true).fingerprint();
            boolean unchanged = gate(pass).see(row, now) == FingerprintGate.Verdict.UNCHANGED;
            if (unchanged) {
                pass.count(Change.UNCHANGED);
            }
            return unchanged;
        } catch (IOException e) {
            // it is read next, and that says what is wrong with it
            return false;
        }
    }

    /** The folder component has asked this before; other sources don't know what failed. */
    private boolean isStillFailed(@Nullable DocumentRow row, DocumentVersion version, Pass pass) {
        return new FingerprintGate(pass.recipe(), false, clock.instant()).see(row, version.fingerprint())
                == FingerprintGate.Verdict.STILL_FAILED;
    }

    /** All of them in one hand, until the exchange is through. */
    private InHand.Hold take(Exchange exchange, DocumentKey name, List<DocumentKey> keys) throws InterruptedException {
        InHand.Hold hold = inHand.hold();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                hold.lay();
            }
        });
        for (DocumentKey key : keys) {
            hold.take(key);
        }
        exchange.setProperty(Headers.KEY, name);
        return hold;
    }

    /** Of a document that is read when its message comes; what others bring is in memory already. */
    private static long listedSize(Exchange exchange) {
        FolderFile listed = exchange.getProperty(FolderConsumer.LISTED_FILE, FolderFile.class);
        return listed == null ? 0 : listed.size();
    }

    private static boolean isStillAsListed(Exchange exchange) throws IOException {
        FolderFile listed = exchange.getProperty(FolderConsumer.LISTED_FILE, FolderFile.class);
        return listed == null || listed.again(true).fingerprint().equals(listed.fingerprint());
    }

    private static void leaveToNextPass(Exchange exchange, DocumentKey key, String why) {
        LOG.info("{} {}; the next pass looks at it again.", key, why);
        Exchanges.pass(exchange).countDeferred();
        stop(exchange);
    }

    private static void stop(Exchange exchange) {
        Visit.counted(exchange);
        exchange.setRouteStop(true);
    }

    /** Sets property {@code FreshetChange}, and notes the intent for what is going to be written. */
    public void classify(Exchange exchange) {
        Change change = change(exchange);
        exchange.setProperty(Headers.CHANGE, change.name());
        exchange.setProperty(Headers.ANEW, Exchanges.pass(exchange).rebuilds());
        if (change == Change.ADDED || change == Change.UPDATED) {
            SourceDocument document = exchange.getMessage().getBody(SourceDocument.class);
            Intent intent = new Intent(
                    document.key(),
                    document.version().fingerprint(),
                    document.version().recipe());
            intents.note(intent, Exchanges.pass(exchange).run(), clock.instant());
        }
    }

    private static Change change(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof MissingDocuments) {
            return Change.DELETED;
        }
        if (Boolean.TRUE.equals(exchange.getProperty(Exchange.DUPLICATE_MESSAGE, Boolean.class))) {
            return Change.UNCHANGED;
        }
        DocumentRow row = exchange.getProperty(Headers.ROW, DocumentRow.class);
        return row == null || row.checksum() == null ? Change.ADDED : Change.UPDATED;
    }

    /** Brings the fingerprint of a document up to date whose content turned out to be the same. */
    public void unchanged(Exchange exchange) {
        SourceDocument document = exchange.getMessage().getBody(SourceDocument.class);
        DocumentRow row = Objects.requireNonNull(exchange.getProperty(Headers.ROW, DocumentRow.class));
        if (!row.fingerprint().equals(document.version().fingerprint())) {
            documents.unchanged(document.version());
        }
    }
}
