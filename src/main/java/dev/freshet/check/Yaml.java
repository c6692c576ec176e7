package dev.freshet.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Looks into YAML nodes, which know their place in the file. */
final class Yaml {

    private Yaml() {}

    /** A key and its value. */
    record Entry(String key, Node keyNode, Node value) {}

    /** Nothing for a node that is no mapping; keys that are no scalars are left out. */
    static List<Entry> entries(@Nullable Node node) {
        List<Entry> entries = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    entries.add(new Entry(key.getValue(), key, tuple.getValueNode()));
                }
            }
        }
        return entries;
    }

    static List<Node> items(@Nullable Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    static Optional<Node> find(@Nullable Node node, String... path) {
        Optional<Node> found = Optional.ofNullable(node);
        for (String key : path) {
            found = found.flatMap(parent -> entries(parent).stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::value)
                    .findFirst());
        }
        return found;
    }

    /** The text of a scalar, however it was quoted; nothing for null, mappings and lists. */
    static Optional<String> text(@Nullable Node node) {
        return node instanceof ScalarNode scalar && !isNull(node) ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    static Optional<String> text(@Nullable Node node, String... path) {
        return find(node, path).flatMap(Yaml::text);
    }

    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** All nodes below this one, itself included. */
    static List<Node> all(Node node) {
        List<Node> all = new ArrayList<>();
        all.add(node);
        entries(node).forEach(entry -> all.addAll(all(entry.value())));
        items(node).forEach(item -> all.addAll(all(item)));
        return all;
    }
}
