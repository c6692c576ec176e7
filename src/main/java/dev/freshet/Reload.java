package dev.freshet;

import dev.freshet.camel.EngineException;
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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final String OWN_ROUTE = "routes/service/reload.camel.yaml";

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
                LOG.error("What changed in routes/ can't be taken. Restart Freshet.", e);
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
        CheckedHome checked = HomeCheck.check(home, found, synced()::contains);
        List<Problem> errors = found.sorted().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .filter(problem -> !problem.file().equals(RouteTexts.OPTIONS))
                .toList();
        Set<String> wrong = new HashSet<>();
        errors.forEach(problem -> wrong.add(problem.file()));
        RouteSwap swap = new RouteSwap(home, core.engine().live(), core.catalog(), checked.kameletFolders(), patience);
        boolean complete = new Changes(now, checked, wrong, swap).take();
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

    /** One change of files, in the order in which they depend on each other. */
    private final class Changes {

        private final RouteTexts now;
        private final CheckedHome checked;
        private final Set<String> wrong;
        private final RouteSwap swap;
        private boolean complete = true;

        Changes(RouteTexts now, CheckedHome checked, Set<String> wrong, RouteSwap swap) {
            this.now = now;
            this.checked = checked;
            this.wrong = wrong;
            this.swap = swap;
        }

        /** Whether nothing is left to do at the next look. */
        boolean take() throws InterruptedException {
            takeBuiltIn();
            takeKamelets();
            for (SourceFile source : core.catalog().all()) {
                if (now.get(RoutePart.file(source)) == null) {
                    exchange(List.of(part(source)), List.of());
                }
            }
            for (SourceFile source : checked.sources()) {
                if (mayTake(RoutePart.file(source))) {
                    exchange(
                            core.catalog().find(source.id()).map(Reload.this::part).stream()
                                    .toList(),
                            List.of(fresh(source)));
                }
            }
            return complete;
        }

        private boolean mayTake(String file) {
            return !wrong.contains(file)
                    && !refused.containsKey(file)
                    && !Objects.equals(now.get(file), running.get(file));
        }

        /** The pipeline and the service, whose files may name routes of each other. */
        private void takeBuiltIn() throws InterruptedException {
            List<RoutePart> before = new ArrayList<>();
            List<RoutePart> after = new ArrayList<>();
            List<String> locations = new ArrayList<>(checked.pipeline());
            locations.addAll(checked.service());
            for (String location : locations) {
                String file = location.substring(location.lastIndexOf("routes/"));
                if (!file.equals(OWN_ROUTE) && mayTake(file)) {
                    before.add(new RoutePart(file, running.get(file), null));
                    after.add(new RoutePart(file, now.get(file), null));
                }
            }
            exchange(before, after);
        }

        private void takeKamelets() throws InterruptedException {
            Set<String> files = new TreeSet<>(now.byName().keySet());
            files.addAll(running.keySet());
            for (String file : files) {
                if (file.startsWith(RoutePart.KAMELETS) && mayTake(file)) {
                    takeKamelet(file);
                }
            }
        }

        private void takeKamelet(String file) throws InterruptedException {
            String kind = file.substring(RoutePart.KAMELETS.length()).replace(".kamelet.yaml", "");
            List<SourceFile> users = core.catalog().all().stream()
                    .filter(source -> source.kind().equals(kind))
                    .filter(source -> now.get(RoutePart.file(source)) != null)
                    .toList();
            if (users.stream().anyMatch(user -> wrong.contains(RoutePart.file(user)))) {
                return;
            }
            List<RoutePart> before = new ArrayList<>(List.of(new RoutePart(file, running.get(file), null)));
            List<RoutePart> after = new ArrayList<>(List.of(new RoutePart(file, now.get(file), null)));
            users.forEach(user -> before.add(part(user)));
            users.forEach(user -> checked.sources().stream()
                    .filter(source -> source.id().equals(user.id()))
                    .forEach(source -> after.add(fresh(source))));
            exchange(before, after);
        }

        private RoutePart fresh(SourceFile source) {
            return RoutePart.of(source, Objects.requireNonNull(now.get(RoutePart.file(source))));
        }

        private void exchange(List<RoutePart> before, List<RoutePart> after) throws InterruptedException {
            if (before.isEmpty() && after.isEmpty()) {
                return;
            }
            try {
                if (!swap.swap(before, after)) {
                    LOG.warn("A pass did not end in {} s; its source is reloaded later.", patience.toSeconds());
                    complete = false;
                    return;
                }
                before.forEach(part -> running.remove(part.file()));
                after.forEach(part -> running.put(part.file(), part.text()));
                LOG.info("Reloaded {}.", after.isEmpty() ? "without " + names(before) : names(after));
                after.forEach(Reload.this::look);
            } catch (EngineException e) {
                after.stream()
                        .filter(part -> !Objects.equals(part.text(), running.get(part.file())))
                        .forEach(part -> refused.put(
                                part.file(),
                                new Problem(Severity.ERROR, part.file(), 0, 0, String.valueOf(e.getMessage()))));
                LOG.debug("Camel refuses {}", names(after), e);
                before.forEach(Reload.this::look);
            }
        }
    }

    private static String names(List<RoutePart> parts) {
        return parts.stream().map(RoutePart::file).collect(Collectors.joining(", "));
    }

    private RoutePart part(SourceFile source) {
        return RoutePart.of(source, Objects.requireNonNull(running.get(RoutePart.file(source))));
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
