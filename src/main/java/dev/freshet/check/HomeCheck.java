package dev.freshet.check;

import dev.freshet.config.Placeholders;
import dev.freshet.config.Problems;
import dev.freshet.config.PropertiesFile;
import dev.freshet.config.Settings;
import dev.freshet.config.StoreSettings;
import dev.freshet.config.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a whole home, options and routes, without running anything. */
public final class HomeCheck {

    private static final String SOURCES = "routes/sources";

    private final Path home;
    private final Problems problems;
    private final Settings settings;
    private final Placeholders placeholders;
    private final CamelSchema camel = CamelSchema.load();
    private final FolderCheck folders;
    private final SourceCheck sourceCheck;
    private final RouteSecrets secrets;
    private final RouteIds ids = new RouteIds();

    private HomeCheck(Path home, String store, Problems problems, Predicate<String> synced) {
        this.home = home;
        this.problems = problems;
        this.settings = Settings.load(home, store, problems);
        this.placeholders = settings.placeholders();
        this.folders = new FolderCheck(home, synced);
        Kamelets kamelets = new Kamelets(home);
        KameletCallCheck calls = new KameletCallCheck(kamelets, placeholders);
        this.secrets = new RouteSecrets(placeholders, kamelets);
        this.sourceCheck = new SourceCheck(placeholders, calls, folders);
    }

    /** Reports every problem, those of the options included. */
    public static CheckedHome check(Path home, Problems problems) {
        return check(home, "", problems, source -> false);
    }

    /**
     * Reports every problem, and only warns of a folder that is missing or can't be read where its source was synced
     * before: that is an outage of one source, which its run will report, and no mistake in the home.
     *
     * @param store name of the one that is meant, whose sources alone are given; empty = the one of {@code freshet.store}
     */
    public static CheckedHome check(Path home, String store, Problems problems, Predicate<String> synced) {
        Path absolute = home.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            problems.error(absolute.toString(), 0, 0, "the home is not a folder: create it with 'freshet init'");
        }
        return new HomeCheck(absolute, store, problems, synced).checkAll();
    }

    /** The ids of the sources whose files a home has, whatever is in them. */
    public static Set<String> sourceIds(Path home) {
        return HomeFiles.below(home.resolve(SOURCES)).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(SourceFile.ENDING))
                .map(name -> name.substring(0, name.length() - SourceFile.ENDING.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private CheckedHome checkAll() {
        HomeFiles.closedBelow(home.resolve("routes")).forEach(this::refuseClosed);
        HomeFiles.below(home.resolve(Kamelets.FOLDER))
                .forEach(file -> new KameletFileCheck(camel, rights(report(file))).check(file, report(file)));
        builtInIds(Locations.PIPELINE);
        builtInIds(Locations.SERVICE);
        HomeFiles.below(home.resolve(Locations.PIPELINE)).forEach(this::checkPipelineFile);
        HomeFiles.below(home.resolve(Locations.SERVICE)).forEach(this::readRoutes);
        checkOtherRoutes();
        List<SourceFile> sources = checkSources();
        Locations locations = new Locations(home);
        folders.warnOfOverlaps();
        List<String> ids = sources.stream().map(SourceFile::id).toList();
        warnOfUnusedSecrets(ids);
        Stream.concat(Stream.of(settings.store()), settings.stores().stream())
                .distinct()
                .forEach(store -> refuseUnknownSources(store, ids));
        List<SourceFile> taken = sources.stream()
                .filter(source -> settings.store().takes(source.id()))
                .toList();
        return new CheckedHome(settings, taken, locations.pipeline(), locations.service(), locations.kamelets());
    }

    private void refuseClosed(Path folder) {
        report(folder)
                .error("%s can't be read by the user '%s': give it the permissions r and x"
                        .formatted(folder, System.getProperty("user.name")));
    }

    private RightsCheck rights(Report report) {
        Set<String> beans = new TreeSet<>(settings.beans());
        beans.addAll(OwnBeans.NAMES);
        return new RightsCheck(camel, settings.routes().rights(), beans, placeholders, report);
    }

    private Report report(Path file) {
        return new Report(HomeFiles.name(home, file), problems);
    }

    /** Syntax, words and placeholders, which every routes file has in common. */
    private Optional<Node> readRoutes(Path file) {
        Report report = report(file);
        Optional<Node> root = YamlReader.read(file, report);
        root.ifPresent(node -> {
            secrets.learn(node);
            new StructureCheck(camel, report).file(node);
            rights(report).file(node);
            PlaceholderCheck.all(node, placeholders, report);
            ids.add(node, report);
        });
        return root.filter(SequenceNode.class::isInstance);
    }

    private List<SourceFile> checkSources() {
        List<SourceFile> sources = new ArrayList<>();
        int files = 0;
        for (Path file : HomeFiles.below(home.resolve(SOURCES))) {
            if (file.toString().endsWith(SourceFile.ENDING)) {
                files++;
                readRoutes(file)
                        .flatMap(root -> sourceCheck.check(file, root, report(file)))
                        .ifPresent(sources::add);
            } else if (isYaml(file)) {
                report(file).warning("is not read: name it " + properName(file));
            }
        }
        if (files == 0) {
            problems.error(
                    SOURCES,
                    0,
                    0,
                    "0 sources: " + home.resolve(SOURCES) + " has no file that ends with " + SourceFile.ENDING
                            + ". 'freshet init' writes one to begin with");
        }
        sources.sort(Comparator.comparing(SourceFile::id));
        return List.copyOf(sources);
    }

    private static boolean isYaml(Path file) {
        return file.toString().matches(".*\\.ya?ml");
    }

    private static String properName(Path file) {
        return file.getFileName().toString().replaceFirst("(\\.camel)?\\.ya?ml$", "") + SourceFile.ENDING;
    }

    private void refuseUnknownSources(StoreSettings store, List<String> ids) {
        store.sources().stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> problems.error(
                        PropertiesFile.NAME,
                        0,
                        0,
                        store.sourcesOption() + ": there is no source '" + id + "'." + Suggestion.of(id, ids)));
    }

    private void warnOfUnusedSecrets(List<String> ids) {
        settings.webhookSecrets().keySet().stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> problems.warning(
                        PropertiesFile.NAME,
                        0,
                        0,
                        Settings.WEBHOOK_SECRET + id + ": there is no source '" + id + "'." + Suggestion.of(id, ids)));
    }

    /** The ids of the built-in files that the home doesn't replace. */
    private void builtInIds(String folder) {
        BuiltIn.names(folder, SourceFile.ENDING).stream()
                .filter(name -> !Files.exists(home.resolve(folder).resolve(name)))
                .forEach(name -> addBuiltInIds(folder + "/" + name));
    }

    private void addBuiltInIds(String resource) {
        Report report = new Report("the built-in " + resource, problems);
        BuiltIn.text(resource).flatMap(text -> YamlReader.parse(text, report)).ifPresent(root -> ids.add(root, report));
    }

    private void checkPipelineFile(Path file) {
        Set<String> builtIn = BuiltIn.names(Locations.PIPELINE, SourceFile.ENDING);
        String name = file.getFileName().toString();
        if (!builtIn.contains(name)) {
            String near = Suggestion.of(name, builtIn);
            report(file)
                    .warning("is not read: only the files of the built-in pipeline can be replaced."
                            + (near.isEmpty() ? " They are " + String.join(", ", builtIn) + "." : near));
        }
        readRoutes(file);
    }

    /** Routes for other purposes, at any depth. */
    private void checkOtherRoutes() {
        List<Path> known = Stream.of(SOURCES, Locations.PIPELINE, Locations.SERVICE, Kamelets.FOLDER)
                .map(home::resolve)
                .toList();
        HomeFiles.allBelow(home.resolve("routes")).stream()
                .filter(HomeCheck::isYaml)
                .filter(file -> !known.contains(file.getParent()))
                .forEach(this::readRoutes);
    }
}
