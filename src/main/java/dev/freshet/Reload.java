package dev.freshet;

import dev.freshet.check.CheckedHome;
import dev.freshet.check.HomeCheck;
import dev.freshet.check.SourceFile;
import dev.freshet.config.Problem;
import dev.freshet.config.Problems;
import dev.freshet.config.Severity;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.pass.StoppingException;
import dev.freshet.state.Sources.SourceFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code reload}: takes what changed below {@code routes/} while the service runs. A file that is wrong changes
 * nothing but {@link #problems}; what ran before goes on.
 */
public final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** Can't stop itself. */
    static final String OWN_ROUTE = "routes/service/reload.camel.yaml";

    private final Path home;
    private final Freshet core;
    private final Memory memory;
    private final Duration patience;
    private final BooleanSupplier ready;
    private final Map<String, @Nullable String> running = new HashMap<>();
    private final Map<String, Problem> refused = new TreeMap<>();
    private RouteTexts applied;
    private RouteTexts seen;
    private volatile List<Problem> problems = List.of();

    /**
     * Makes the bean; what the files say now is taken for what runs.
     *
     * @param patience with documents in hand
     * @param ready whether the service runs and isn't being stopped
     */
    Reload(Path home, Freshet core, Memory memory, Duration patience, BooleanSupplier ready) {
        this.home = home.toAbsolutePath().normalize();
        this.core = core;
        this.memory = memory;
        this.patience = patience;
        this.ready = ready;
        this.applied = RouteTexts.of(this.home);
        this.seen = applied;
        running.putAll(applied.byName());
    }

    /** What is wrong with files while their last good version runs, by place. */
    List<Problem> problems() {
        return problems;
    }

    /** Looks at the files, and acts on a change that has been the same for two looks, so that no half is taken. */
    public synchronized void look() throws InterruptedException {
        if (!ready.getAsBoolean() || !Files.isDirectory(home.resolve("routes"))) {
            return;
        }
        RouteTexts now = RouteTexts.of(home);
        if (now.equals(seen) && !now.equals(applied)) {
            try {
                apply(now);
            } catch (RuntimeException e) {
                // Not again and again: the next change is another try.
                applied = now;
                String message = "what changed can't be taken (" + e.getMessage() + "). Restart Freshet";
                problems = List.of(new Problem(Severity.ERROR, "routes", 0, 0, message));
                LOG.error("{}", problems.get(0), e);
            }
        }
        seen = now;
    }

    private void apply(RouteTexts now) throws InterruptedException {
        Set<String> changed = now.differences(applied);
        if (changed.contains(RouteTexts.OPTIONS)) {
            LOG.warn("{} has changed. It takes effect after a restart.", RouteTexts.OPTIONS);
        }
        if (changed.contains(OWN_ROUTE)) {
            LOG.warn("{} has changed. It takes effect after a restart.", OWN_ROUTE);
        }
        boolean shared = changed.stream().anyMatch(file -> !file.startsWith(RoutePart.SOURCES));
        refused.keySet().removeIf(file -> shared || changed.contains(file));
        Problems found = new Problems();
        CheckedHome checked = HomeCheck.check(home, memory.name(), found, synced()::contains);
        List<Problem> errors = found.sorted().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .filter(problem -> !problem.file().equals(RouteTexts.OPTIONS))
                .toList();
        Set<String> wrong = new HashSet<>();
        errors.forEach(problem -> wrong.add(problem.file()));
        RouteSwap swap = new RouteSwap(home, core.engine().live(), core.catalog(), checked.kameletFolders(), patience);
        boolean complete =
                new RouteChanges(core.catalog(), now, checked, wrong, swap, running, refused, this::look).take();
        report(errors);
        if (complete) {
            applied = now;
        }
    }

    private Set<String> synced() {
        return memory.sources().figures().stream()
                .filter(source -> source.lastCompletePass() != null)
                .map(SourceFigures::id)
                .collect(Collectors.toSet());
    }

    private void report(List<Problem> errors) {
        List<Problem> all = new ArrayList<>(errors);
        all.addAll(refused.values());
        List<Problem> sorted = all.stream().sorted().toList();
        sorted.stream()
                .filter(problem -> !problems.contains(problem))
                .forEach(problem -> LOG.error("{} (What ran before goes on.)", problem));
        if (sorted.isEmpty() && !problems.isEmpty()) {
            LOG.info("All files in routes/ are right again.");
        }
        problems = sorted;
    }

    /** A pass, because what was cut short is to be done, and another recipe makes documents again. */
    private void look(RoutePart part) {
        SourceFile source = part.source();
        if (source == null) {
            return;
        }
        try {
            memory.sources().register(source.id(), source.kind());
            core.pass(source.id(), new PassRequest(Kind.SYNC, "reload", 0));
        } catch (StoppingException e) {
            LOG.debug("{} is not looked at any more", source.id(), e);
        }
    }
}
