package dev.freshet;

import dev.freshet.document.Status;
import dev.freshet.state.Documents;
import dev.freshet.state.Intents;
import dev.freshet.state.Intents.Intent;
import dev.freshet.state.Runs;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts in order what a killed process left: open runs become interrupted, and each document that was in hand is due again.
 * It counts as an attempt, so that a document that kills the process is quarantined in the end.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final String STAGE = "process";

    private final Documents documents;
    private final Intents intents;
    private final Runs runs;
    private final int maxAttempts;

    Recovery(Documents documents, Intents intents, Runs runs, int maxAttempts) {
        this.documents = documents;
        this.intents = intents;
        this.runs = runs;
        this.maxAttempts = maxAttempts;
    }

    void run(Instant now) {
        int interrupted = runs.interruptOpen(now);
        if (interrupted > 0) {
            LOG.warn(
                    "{} run(s) were cut short when the last process ended. Their documents are looked at again.",
                    interrupted);
        }
        intents.left().forEach(this::makeDue);
    }

    private void makeDue(Intent intent) {
        int attempts = 1
                + documents
                        .find(intent.key())
                        .map(row -> row.attemptsAt(intent.fingerprint(), intent.recipe()))
                        .orElse(0);
        Status status = attempts >= maxAttempts ? Status.QUARANTINED : Status.FAILED;
        String error = "The process ended while it worked on this document (attempt " + attempts + " of " + maxAttempts
                + "). If the document is to blame, exclude it; if not, run: freshet retry";
        documents.failed(intent.key(), intent.fingerprint(), intent.recipe(), status, STAGE, error, attempts, null);
        intents.clear(intent.key());
    }
}
