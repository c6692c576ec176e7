package dev.freshet.check;

import dev.freshet.config.Placeholders;
import dev.freshet.config.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks the rules of a source file: one route, named like its file, that takes its documents to the pipeline. */
final class SourceCheck {

    private static final String INGEST = "direct:ingest";
    private static final String SCHEDULE = "#schedule";
    private static final String PASSES = "#bean:passes";
    private static final Set<String> SENDERS = Set.of("to", "toD", "wireTap");

    private final Placeholders placeholders;
    private final KameletCallCheck calls;
    private final FolderCheck folders;
    private final ListingCheck listings;

    SourceCheck(Placeholders placeholders, KameletCallCheck calls, FolderCheck folders) {
        this.placeholders = placeholders;
        this.calls = calls;
        this.folders = folders;
        this.listings = new ListingCheck(placeholders);
    }

    /** Empty when there is too little to say what the source is; the reasons were reported. */
    Optional<SourceFile> check(Path file, Node root, Report report) {
        List<Node> routes = routes(root);
        String fileName = file.getFileName().toString();
        String id = fileName.substring(0, fileName.length() - SourceFile.ENDING.length());
        if (routes.size() != 1) {
            report.error("has %d routes: a source file holds exactly one. %s"
                    .formatted(routes.size(), routes.isEmpty() ? "Add '- route:'" : "Give each route its own file"));
            return Optional.empty();
        }
        return route(file, id, routes.get(0), report);
    }

    private static List<Node> routes(Node root) {
        List<Node> routes = new ArrayList<>();
        for (Node item : Yaml.items(root)) {
            Yaml.find(item, "route").ifPresent(routes::add);
            Yaml.find(item, "from").ifPresent(from -> routes.add(item));
        }
        return routes;
    }

    private Optional<SourceFile> route(Path file, String id, Node route, Report report) {
        sameId(id, route, report);
        Optional<Node> from = Yaml.find(route, "from");
        Optional<Endpoint> endpoint = from.flatMap(Endpoint::of);
        Node steps = from.flatMap(node -> Yaml.find(node, "steps")).orElse(route);
        if (!reachesIngest(steps)) {
            report.error(
                    from.orElse(route),
                    "no step takes the documents to the pipeline: end the steps with '- to: " + INGEST + "'"
                            + nearIngest(steps));
        }
        endpoint.ifPresent(value -> endpoint(id, value, report));
        return endpoint.map(value -> new SourceFile(id, file, kind(value), StepsHash.of(steps), parameters(value)));
    }

    private static void sameId(String id, Node route, Report report) {
        Optional<Node> node = Yaml.find(route, "id").or(() -> Yaml.find(route, "from", "id"));
        if (node.isEmpty()) {
            report.error(route, "the route needs 'id: " + id + "', the same as its file");
            return;
        }
        String written = Yaml.text(node.get()).orElse("");
        if (!written.equals(id)) {
            report.error(
                    node.get(),
                    "the route's id '%s' is not that of its file: write '%s', or name the file %s%s"
                            .formatted(written, id, written, SourceFile.ENDING));
        }
    }

    private static boolean reachesIngest(Node steps) {
        return targets(steps).contains(INGEST);
    }

    private static String nearIngest(Node steps) {
        return targets(steps).stream()
                .filter(target -> !Suggestion.of(target, List.of(INGEST)).isEmpty())
                .findFirst()
                .map(target -> " (there is '" + target + "')")
                .orElse("");
    }

    private static List<String> targets(Node steps) {
        List<String> targets = new ArrayList<>();
        for (Node node : Yaml.all(steps)) {
            for (Yaml.Entry step : Yaml.entries(node)) {
                if (SENDERS.contains(step.key())) {
                    Yaml.text(step.value())
                            .or(() -> Yaml.text(step.value(), "uri"))
                            .ifPresent(uri ->
                                    targets.add(uri.replaceFirst("[?].*", "").replace("direct://", "direct:")));
                }
            }
        }
        return targets;
    }

    private void endpoint(String id, Endpoint endpoint, Report report) {
        if (endpoint.isKamelet()) {
            calls.check(endpoint, report);
            folder(id, endpoint, report);
            interval(endpoint, "every", "schedule", report);
        } else if (!endpoint.text("pollStrategy").equals(Optional.of(PASSES))) {
            report.error(
                    endpoint.uri(),
                    "'%s' would run without passes, so that nothing could ever be deleted: add 'pollStrategy: \"%s\"' to"
                                    .formatted(endpoint.scheme(), PASSES)
                            + " its parameters, or read from a kamelet");
        } else if (!endpoint.text("scheduler").equals(Optional.of(SCHEDULE))) {
            report.error(
                    endpoint.uri(),
                    "'%s' would follow a clock of its own, so that no command could start a pass: add 'scheduler: \"%s\"' to"
                                    .formatted(endpoint.scheme(), SCHEDULE)
                            + " its parameters, and 'scheduler.every' or 'scheduler.cron' with a time");
        } else {
            listings.check(endpoint, report);
            interval(endpoint, "scheduler.every", "scheduler.cron", report);
        }
    }

    private static void interval(Endpoint endpoint, String every, String cron, Report report) {
        Endpoint.Parameter ignored = endpoint.parameters().get(every);
        if (ignored != null
                && endpoint.text(cron).filter(text -> !text.isBlank()).isPresent()) {
            report.warning(
                    ignored.namePlace(),
                    "'%s' is ignored, because '%s' stands above it: remove one".formatted(every, cron));
        }
    }

    private void folder(String id, Endpoint endpoint, Report report) {
        Endpoint.Parameter path = endpoint.parameters().get("path");
        if (path != null && endpoint.kameletName().equals(FolderCheck.KAMELET)) {
            path.text()
                    .map(placeholders::resolve)
                    .filter(Placeholders.Resolved::isKnown)
                    .ifPresent(value -> folders.add(id, value.text(), path.valuePlace(), report));
        }
    }

    private static String kind(Endpoint endpoint) {
        return endpoint.isKamelet() ? endpoint.kameletName() : endpoint.scheme();
    }

    private Map<String, Object> parameters(Endpoint endpoint) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        endpoint.parameters()
                .forEach((name, parameter) -> parameter
                        .text()
                        .ifPresent(text ->
                                parameters.put(name, placeholders.resolve(text).text())));
        return Map.copyOf(parameters);
    }
}
