package dev.freshet.health;

import dev.freshet.config.DurationText;
import dev.freshet.config.Problem;
import dev.freshet.health.Finding.Kind;
import dev.freshet.remote.Outage;
import dev.freshet.service.Running;
import dev.freshet.state.RunStatus;
import dev.freshet.state.Runs;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Sources;
import dev.freshet.state.Sources.SourceFigures;
import dev.freshet.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong, from the state alone: health, alerts and the console all say the same. */
public final class Findings {

    /** Where more of them fail, the failures are a finding of their own. */
    private static final int MOST_FAILING = 1_000;

    private final String store;
    private final Running service;
    private final Sources sources;
    private final Runs runs;
    private final int failures;
    private final Supplier<List<Outage>> outages;

    /**
     * Makes the finder.
     *
     * @param store its name, which each message tells; empty = it has none
     * @param failures so many failed documents of a source are worth a word
     * @param outages of models, stores and hosts that can't be used now
     */
    public Findings(
            String store, Running service, Sources sources, Runs runs, int failures, Supplier<List<Outage>> outages) {
        this.store = store;
        this.service = service;
        this.sources = sources;
        this.runs = runs;
        this.failures = failures;
        this.outages = outages;
    }

    public List<Finding> now(Instant now) {
        Map<String, SourceFigures> figures =
                sources.figures().stream().collect(Collectors.toMap(SourceFigures::id, Function.identity()));
        List<Finding> found = new ArrayList<>();
        for (String source : service.sources()) {
            lookAt(source, figures.get(source), now, found);
        }
        service.damages().forEach((source, damage) -> found.add(new Finding(source, Kind.STORE, damage)));
        heldMigration().ifPresent(found::add);
        found.addAll(brokenRoutes());
        found.addAll(outages());
        return store.isEmpty() ? found : found.stream().map(this::named).toList();
    }

    private Finding named(Finding finding) {
        return new Finding(finding.source(), finding.kind(), "Store " + store + ": " + finding.message());
    }

    private void lookAt(String source, @Nullable SourceFigures figures, Instant now, List<Finding> found) {
        lastRun(source).ifPresent(last -> lastRun(last, found));
        Instant complete = figures == null ? null : figures.lastCompletePass();
        Duration maxAge = service.maxAge(source);
        if (Objects.requireNonNullElse(complete, service.startedAt())
                .plus(maxAge)
                .isBefore(now)) {
            found.add(new Finding(source, Kind.STALE, stale(source, complete, maxAge, now)));
        }
        if (figures != null && figures.failed() >= failures) {
            found.add(new Finding(
                    source,
                    Kind.FAILURES,
                    figures.failed() + (figures.failed() == 1 ? " document of " : " documents of ") + source
                            + " failed; the newest version is not in the store. See: freshet status"));
        }
    }

    /** A look at some documents says nothing of what a complete pass found, unless it failed itself. */
    private Optional<Run> lastRun(String source) {
        return runs.lastEnded(source)
                .filter(last -> last.status() == RunStatus.FAILED)
                .or(() -> runs.lastEndedPass(source));
    }

    private static void lastRun(Run last, List<Finding> found) {
        if (last.status() == RunStatus.FAILED || last.status() == RunStatus.HELD) {
            Kind kind = last.status() == RunStatus.HELD ? Kind.HELD : Kind.FAILED_RUN;
            String what = "Run " + last.id() + " of " + last.source() + " "
                    + last.status().text() + ": " + last.message();
            found.add(new Finding(last.source(), kind, what));
        }
    }

    private static String stale(String source, @Nullable Instant complete, Duration maxAge, Instant now) {
        String age = complete == null
                ? source + " has had no complete pass since the start"
                : "The last complete pass over " + source + " was "
                        + Times.between(complete, now).toMinutes() + " minutes ago";
        return age + "; its documents may be out of date. It may be " + DurationText.print(maxAge)
                + " old. Look at its runs.";
    }

    /** While others are left than those that fail, it goes on by itself. */
    private Optional<Finding> heldMigration() {
        return sources.migration(MOST_FAILING)
                .filter(migration ->
                        !migration.failing().isEmpty() && migration.failing().size() == migration.documentsLeft())
                .map(migration -> new Finding(
                        "",
                        Kind.MIGRATION,
                        "The migration to " + migration.to() + " waits for documents that fail with it ("
                                + migration.documentsLeft() + "), such as "
                                + migration.failing().get(0)
                                + ". The old vectors answer until then. Their reasons: freshet status. Mend or exclude"
                                + " them, or put the old options back."));
    }

    /** One finding for all, so that a second remote is no new incident. */
    private List<Finding> outages() {
        String all = outages.get().stream().map(Outage::message).collect(Collectors.joining("\n"));
        return all.isEmpty() ? List.of() : List.of(new Finding("", Kind.OUTAGE, all));
    }

    /** One for each file, so that a second mistake in it is no new incident. */
    private List<Finding> brokenRoutes() {
        Map<String, String> byFile = new LinkedHashMap<>();
        for (Problem problem : service.problems()) {
            byFile.merge(problem.file(), problem.toString(), (first, second) -> first);
        }
        return byFile.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        "",
                        Kind.BROKEN_ROUTE,
                        String.join("\n", byFile.values()) + "\nThe last good version goes on. Correct the file."));
    }
}
