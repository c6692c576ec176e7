package dev.freshet.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a kamelet says about itself: its properties and which of them are required. */
record KameletDefinition(Map<String, Property> properties, List<String> required) {

    /**
     * One property.
     *
     * @param allowed the values of its {@code enum}; empty when there is none
     */
    record Property(String type, String format, boolean hasDefault, List<String> allowed) {

        /** What is wrong with a value, for a person. */
        Optional<String> problem(String text) {
            if (!allowed.isEmpty() && !allowed.contains(text)) {
                return Optional.of("'" + text + "' is none of " + String.join(", ", allowed));
            }
            return ValueCheck.problem(type, format, text);
        }
    }

    static KameletDefinition of(Node kamelet) {
        Map<String, Property> properties = new LinkedHashMap<>();
        Node definition = Yaml.find(kamelet, "spec", "definition").orElse(kamelet);
        for (Yaml.Entry entry : Yaml.entries(Yaml.find(definition, "properties").orElse(null))) {
            properties.put(entry.key(), property(entry.value()));
        }
        return new KameletDefinition(
                properties, texts(Yaml.find(definition, "required").orElse(null)));
    }

    private static Property property(Node node) {
        return new Property(
                Yaml.text(node, "type").orElse("string"),
                Yaml.text(node, "format").orElse(""),
                Yaml.find(node, "default").isPresent(),
                texts(Yaml.find(node, "enum").orElse(null)));
    }

    private static List<String> texts(@Nullable Node list) {
        return Yaml.items(list).stream()
                .flatMap(item -> Yaml.text(item).stream())
                .toList();
    }
}
