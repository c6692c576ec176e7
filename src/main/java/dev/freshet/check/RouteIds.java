package dev.freshet.check;

import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Refuses a route id that is used twice: Camel would start only one of the two. */
final class RouteIds {

    private final Map<String, String> files = new HashMap<>();

    void add(Node root, Report report) {
        for (Node item : Yaml.items(root)) {
            Yaml.find(item, "route", "id")
                    .or(() -> Yaml.find(item, "from", "id"))
                    .ifPresent(id -> Yaml.text(id).ifPresent(text -> add(text, id, report)));
        }
    }

    private void add(String id, Node at, Report report) {
        String earlier = files.putIfAbsent(id, report.file());
        if (earlier != null) {
            report.error(at, "the id '%s' is already used in %s: choose another".formatted(id, earlier));
        }
    }
}
