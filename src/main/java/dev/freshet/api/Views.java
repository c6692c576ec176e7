package dev.freshet.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.freshet.config.Problem;
import dev.freshet.pass.Passes;
import dev.freshet.pass.Progress;
import dev.freshet.remote.OutageException;
import dev.freshet.report.SearchReport;
import dev.freshet.report.StatusReport;
import dev.freshet.service.Running;
import dev.freshet.state.Documents;
import dev.freshet.state.Incidents;
import dev.freshet.state.Incidents.Incident;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Sources;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.state.Times;
import dev.freshet.store.Search;
import dev.freshet.store.VectorStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code views}: what a client may look at, as far as a query alone can't say it. */
public final class Views {

    private static final Logger LOG = LoggerFactory.getLogger(Views.class);

    private static final int MOST_HITS = 1_000;

    private final Running service;
    private final Sources sources;
    private final Runs runs;
    private final Documents documents;
    private final Incidents incidents;
    private final VectorStore store;
    private final Search search;
    private final String version;

    public Views(
            Running service,
            Sources sources,
            Runs runs,
            Documents documents,
            Incidents incidents,
            VectorStore store,
            Search search,
            String version) {
        this.service = service;
        this.sources = sources;
        this.runs = runs;
        this.documents = documents;
        this.incidents = incidents;
        this.store = store;
        this.search = search;
        this.version = version;
    }

    /** What {@code status --json} prints, and what only a running service knows. */
    record Status(
            @JsonUnwrapped StatusReport report,
            String version,
            @Nullable String startedAt,
            List<LiveSource> live,
            List<Problem> problems,
            List<IncidentLine> incidents) {}

    /**
     * A source that has a file.
     *
     * @param nextRun when the clock looks at it; null = never
     * @param stale whether its last complete pass is older than its {@code maxAgeSeconds}
     * @param watching whether changes are noticed as they happen
     * @param heldRun the run whose deletions wait for an approval; null = none do
     * @param waiting passes that were asked for and have not begun
     */
    record LiveSource(
            String source,
            @Nullable String nextRun,
            long maxAgeSeconds,
            boolean stale,
            boolean watching,
            @Nullable Long heldRun,
            int waiting,
            @Nullable RunningPass running) {}

    /** How far a pass is. {@code listed} is final when {@code listingEnded}. */
    record RunningPass(
            long runId, String kind, long done, long listed, boolean listingEnded, long chunks, long embedded) {}

    /** What people were told of and goes on. */
    record IncidentLine(
            long id,
            String source,
            String kind,
            String message,
            @Nullable String openedAt) {

        static IncidentLine of(Incident incident) {
            return new IncidentLine(
                    incident.id(),
                    incident.source(),
                    incident.kind(),
                    incident.message(),
                    Times.format(incident.openedAt()));
        }
    }

    /** {@code GET /status}. */
    public Answer status() {
        Instant now = Instant.now();
        List<String> active = service.sources();
        Map<String, SourceFigures> figures =
                sources.figures().stream().collect(Collectors.toMap(SourceFigures::id, Function.identity()));
        StatusReport report =
                StatusReport.of(sources, runs, documents, chunks(figures.values()), active::contains, now);
        return Answer.ok(new Status(
                report,
                version,
                Times.format(service.startedAt()),
                active.stream()
                        .map(source -> live(source, figures.get(source), now))
                        .toList(),
                service.problems(),
                incidents.open().stream().map(IncidentLine::of).toList()));
    }

    /** As the store has them; as the state has them while the store is out of reach. */
    private long chunks(Collection<SourceFigures> figures) {
        try {
            return store.counts().chunks();
        } catch (OutageException e) {
            LOG.debug("The store doesn't say what it holds", e);
            return figures.stream().mapToLong(SourceFigures::chunks).sum();
        }
    }

    private LiveSource live(String source, @Nullable SourceFigures figures, Instant now) {
        Passes passes = service.passes();
        Instant complete = figures == null ? null : figures.lastCompletePass();
        Duration maxAge = service.maxAge(source);
        Instant since = Objects.requireNonNullElse(complete, service.startedAt());
        return new LiveSource(
                source,
                Times.format(service.nextRun(source).orElse(null)),
                maxAge.toSeconds(),
                since.plus(maxAge).isBefore(now),
                service.isWatched(source),
                runs.lastEndedPass(source)
                        .filter(run -> run.status() == RunStatus.HELD)
                        .map(Run::id)
                        .orElse(null),
                passes.waiting(source),
                passes.active(source)
                        .map(pass ->
                                running(pass.progress(), pass.request().kind().text()))
                        .orElse(null));
    }

    private static RunningPass running(Progress progress, String kind) {
        return new RunningPass(
                progress.run(),
                kind,
                progress.done(),
                progress.listed(),
                progress.listingEnded(),
                progress.chunks(),
                progress.embedded());
    }

    /** {@code GET /search}. */
    public Answer search(Request request) {
        String query = request.parameter("q").orElse("");
        if (query.isBlank()) {
            throw new Refusal(400, "'q' is missing: what to look for, in your own words.");
        }
        int limit = request.number("k", 5, 1, MOST_HITS);
        return Answer.ok(
                SearchReport.of(search.search(query, limit, Set.copyOf(request.values("source")), metadata(request))));
    }

    private static Map<String, String> metadata(Request request) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String condition : request.values("where")) {
            int equals = condition.indexOf('=');
            if (equals < 1) {
                throw new Refusal(400, "'where' is '" + condition + "'; it takes name=value, such as team=support.");
            }
            metadata.put(condition.substring(0, equals), condition.substring(equals + 1));
        }
        return metadata;
    }

    /** What {@code GET /runs} asks the database for. */
    public Map<String, Object> runsWanted(Request request) {
        return Map.of("source", request.parameter("source").orElse(""), "limit", request.number("limit", 50, 1, 1_000));
    }

    /** What {@code GET /runs/{id}} asks the database for. */
    public Map<String, Object> runWanted(Request request) {
        return Map.of("run", request.run(1));
    }

    /** What {@code GET /documents} asks the database for. */
    public Map<String, Object> documentsWanted(Request request) {
        String status = request.parameter("status").orElse("");
        if (!Set.of("", "indexed", "failed", "quarantined").contains(status)) {
            throw new Refusal(400, "'status' is '" + status + "'; it takes indexed, failed or quarantined.");
        }
        return Map.of(
                "status", status,
                "source", request.parameter("source").orElse(""),
                "limit", request.number("limit", 100, 1, 10_000));
    }

    /** Rows under a name. */
    public Answer rows(String name, List<Map<String, Object>> rows) {
        return Answer.ok(Map.of(name, rows));
    }

    /** One run with the documents whose deletion it holds. */
    public Answer run(List<Map<String, Object>> rows, List<Map<String, Object>> held) {
        Optional<Map<String, Object>> run = rows.stream().findFirst();
        return run.map(found -> {
                    Map<String, Object> whole = new LinkedHashMap<>(found);
                    whole.put(
                            "held_documents",
                            held.stream().map(row -> row.get("document")).toList());
                    return Answer.ok(whole);
                })
                .orElseGet(() -> Answer.error(404, "There is no such run."));
    }
}
