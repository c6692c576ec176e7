package dev.freshet;

import dev.freshet.camel.EngineException;
import dev.freshet.check.CheckedHome;
import dev.freshet.check.SourceFile;
import dev.freshet.config.Problem;
import dev.freshet.config.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One change of files, taken in the order in which they depend on each other. */
final class RouteChanges {

    private static final Logger LOG = LoggerFactory.getLogger(RouteChanges.class);

    private final Catalog catalog;
    private final RouteTexts now;
    private final CheckedHome checked;
    private final Set<String> wrong;
    private final RouteSwap swap;
    private final Map<String, @Nullable String> running;
    private final Map<String, Problem> refused;
    private final Consumer<RoutePart> look;
    private boolean complete = true;

    /**
     * @param running texts that run, by file; brought up to date
     * @param refused what Camel refused, by file; added to
     * @param look asked for each part that runs anew
     */
    RouteChanges(
            Catalog catalog,
            RouteTexts now,
            CheckedHome checked,
            Set<String> wrong,
            RouteSwap swap,
            Map<String, @Nullable String> running,
            Map<String, Problem> refused,
            Consumer<RoutePart> look) {
        this.catalog = catalog;
        this.now = now;
        this.checked = checked;
        this.wrong = wrong;
        this.swap = swap;
        this.running = running;
        this.refused = refused;
        this.look = look;
    }

    /** Whether nothing is left to do at the next look. */
    boolean take() throws InterruptedException {
        takeBuiltIn();
        takeKamelets();
        for (SourceFile source : catalog.all()) {
            if (now.get(RoutePart.file(source)) == null) {
                exchange(List.of(part(source)), List.of());
            }
        }
        for (SourceFile source : checked.sources()) {
            if (mayTake(RoutePart.file(source))) {
                exchange(catalog.find(source.id()).map(this::part).stream().toList(), List.of(fresh(source)));
            }
        }
        return complete;
    }

    private boolean mayTake(String file) {
        return !wrong.contains(file) && !refused.containsKey(file) && !Objects.equals(now.get(file), running.get(file));
    }

    /** The pipeline and the service, whose files may name routes of each other. */
    private void takeBuiltIn() throws InterruptedException {
        List<RoutePart> before = new ArrayList<>();
        List<RoutePart> after = new ArrayList<>();
        List<String> locations = new ArrayList<>(checked.pipeline());
        locations.addAll(checked.service());
        for (String location : locations) {
            String file = location.substring(location.lastIndexOf("routes/"));
            if (!file.equals(Reload.OWN_ROUTE) && mayTake(file)) {
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
        List<SourceFile> users = catalog.all().stream()
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
                LOG.warn("A pass did not end in time; {} is reloaded later.", names(before));
                complete = false;
                return;
            }
            before.forEach(part -> running.remove(part.file()));
            after.forEach(part -> running.put(part.file(), part.text()));
            LOG.info("Reloaded {}.", after.isEmpty() ? "without " + names(before) : names(after));
            after.forEach(look);
        } catch (EngineException e) {
            after.stream()
                    .filter(part -> !Objects.equals(part.text(), running.get(part.file())))
                    .forEach(part -> refused.put(
                            part.file(),
                            new Problem(Severity.ERROR, part.file(), 0, 0, String.valueOf(e.getMessage()))));
            LOG.debug("Camel refuses {}", names(after), e);
            before.forEach(look);
        }
    }

    private static String names(List<RoutePart> parts) {
        return parts.stream().map(RoutePart::file).collect(Collectors.joining(", "));
    }

    private RoutePart part(SourceFile source) {
        return RoutePart.of(source, Objects.requireNonNull(running.get(RoutePart.file(source))));
    }
}
