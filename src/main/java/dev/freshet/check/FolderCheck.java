package dev.freshet.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks the folders of folder sources one by one, then against each other. */
final class FolderCheck {

    static final String KAMELET = "folder-source";

    private record Root(Path folder, Path real, Node at, Report report) {}

    private final Path home;
    private final Predicate<String> synced;
    private final List<Root> roots = new ArrayList<>();

    /**
     * @param synced whether a source was synced before. A folder that never was there is a mistake; one that was is an
     *     outage, which must not keep the other sources from being synced
     */
    FolderCheck(Path home, Predicate<String> synced) {
        this.home = home;
        this.synced = synced;
    }

    /**
     * Checks a folder and keeps it for {@link #warnOfOverlaps}.
     *
     * @param source its id
     * @param path with its placeholders replaced
     */
    void add(String source, String path, Node at, Report report) {
        try {
            Path folder = home.resolve(path).normalize();
            Optional<String> problem = problem(folder);
            problem.ifPresent(text -> report(source, text, at, report));
            if (problem.isEmpty()) {
                roots.add(new Root(folder, folder.toRealPath(), at, report));
            }
        } catch (InvalidPathException | IOException e) {
            report(source, "the folder '" + path + "' can't be opened: " + e.getMessage(), at, report);
        }
    }

    private void report(String source, String problem, Node at, Report report) {
        if (synced.test(source)) {
            report.warning(at, problem);
        } else {
            report.error(at, problem);
        }
    }

    private static Optional<String> problem(Path folder) {
        if (!Files.exists(folder)) {
            return Optional.of("the folder " + folder + " does not exist: create or mount it, or correct 'path'");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of(folder + " is a file: name the folder it is in, and choose it with 'include'");
        }
        if (!HomeFiles.isOpen(folder)) {
            return Optional.of("the folder %s can't be read by the user '%s': give it the permissions r and x"
                    .formatted(folder, System.getProperty("user.name")));
        }
        return Optional.empty();
    }

    void warnOfOverlaps() {
        for (int later = 1; later < roots.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                warnOfOverlap(roots.get(earlier), roots.get(later));
            }
        }
    }

    private static void warnOfOverlap(Root one, Root other) {
        boolean below = other.real.startsWith(one.real);
        if (below || one.real.startsWith(other.real)) {
            String relation = one.real.equals(other.real) ? "the same as" : below ? "inside" : "around";
            String message = "the folder %s is %s %s of %s: the documents in both are indexed twice. Exclude them from"
                    + " one of the sources";
            other.report.warning(other.at, message.formatted(named(other), relation, named(one), one.report.file()));
        }
    }

    private static String named(Root root) {
        return root.folder.equals(root.real) ? root.folder.toString() : root.folder + " (really " + root.real + ")";
    }
}
