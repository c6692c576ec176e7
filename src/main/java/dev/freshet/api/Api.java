package dev.freshet.api;

import dev.freshet.report.StatusReport;
import dev.freshet.state.Documents;
import dev.freshet.state.Runs;
import dev.freshet.state.Sources;
import dev.freshet.store.EmbeddedStore;
import java.time.Instant;
import java.util.function.Predicate;

/** Bean {@code api}: what the service answers. */
public final class Api {

    private final Sources sources;
    private final Runs runs;
    private final Documents documents;
    private final EmbeddedStore store;
    private final Predicate<String> isActive;

    public Api(Sources sources, Runs runs, Documents documents, EmbeddedStore store, Predicate<String> isActive) {
        this.sources = sources;
        this.runs = runs;
        this.documents = documents;
        this.store = store;
        this.isActive = isActive;
    }

    /** {@code GET /status}. */
    public Answer status() {
        return Answer.ok(StatusReport.of(sources, runs, documents, store.counts(), isActive, Instant.now()));
    }
}
