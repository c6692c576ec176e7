package dev.freshet.check;

import dev.freshet.config.Placeholders;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reports placeholders that nothing sets. */
final class PlaceholderCheck {

    private PlaceholderCheck() {}

    static void all(Node root, Placeholders placeholders, Report report) {
        for (Node node : Yaml.all(root)) {
            Yaml.text(node)
                    .filter(text -> text.contains("{{"))
                    .ifPresent(text ->
                            placeholders.resolve(text).missing().forEach(missing -> report.error(node, missing)));
        }
    }
}
