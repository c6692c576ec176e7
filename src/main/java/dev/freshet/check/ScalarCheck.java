package dev.freshet.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Checks a plain option of a step: its type, and that it is one of the allowed values. */
record ScalarCheck(Report report) {

    void check(Yaml.Entry entry, JsonNode schema) {
        String expected = schema.path("type").asText();
        if (!(entry.value() instanceof ScalarNode)) {
            if (!expected.isEmpty()) {
                report.error(entry.value(), "'%s' takes one value".formatted(entry.key()));
            }
            return;
        }
        Yaml.text(entry.value()).filter(text -> !ValueCheck.isComputed(text)).ifPresent(text -> {
            ValueCheck.problem(expected, "", text)
                    .ifPresent(problem -> report.error(entry.value(), "'%s': %s".formatted(entry.key(), problem)));
            oneOf(entry, schema.path("enum"), text);
        });
    }

    private void oneOf(Yaml.Entry entry, JsonNode allowed, String text) {
        List<String> values = StreamSupport.stream(allowed.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (!values.isEmpty() && values.stream().noneMatch(text::equalsIgnoreCase)) {
            String list = String.join(", ", values);
            report.error(entry.value(), "'%s': '%s' is none of %s".formatted(entry.key(), text, list));
        }
    }
}
