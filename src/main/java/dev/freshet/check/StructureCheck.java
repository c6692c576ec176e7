package dev.freshet.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.config.Suggestion;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Checks the words of a routes file against Camel's schema: unknown steps and options, missing and mistyped ones. */
final class StructureCheck {

    /** As many known words as a person reads in a message. */
    private static final int LISTED = 15;

    private final CamelSchema camel;
    private final Report report;

    StructureCheck(CamelSchema camel, Report report) {
        this.camel = camel;
        this.report = report;
    }

    void file(Node root) {
        if (!(root instanceof SequenceNode)) {
            String remedy =
                    Yaml.find(root, "route").or(() -> Yaml.find(root, "from")).isPresent()
                            ? "Put '- ' before its first line and indent the rest"
                            : "Begin it with '- route:'";
            report.error(root, "a routes file is a list. " + remedy);
            return;
        }
        Yaml.items(root).forEach(item -> single(item, camel.file(), "entry"));
    }

    /** What a kamelet stands for: {@code route} or {@code from}, and {@code beans}. */
    void template(Node template) {
        Shape shape = camel.file();
        Yaml.entries(template).forEach(entry -> known(entry, shape, "entry of a template"));
    }

    /** A step, or an entry of the file: a mapping with one key. */
    private void single(Node node, Shape shape, String what) {
        List<Yaml.Entry> entries = Yaml.entries(node);
        if (node instanceof ScalarNode scalar) {
            bareWord(scalar, shape, what);
        } else if (!(node instanceof MappingNode) || entries.isEmpty()) {
            report.error(node, "a step is a name, a ':' and its options");
        } else {
            entries.forEach(entry -> known(entry, shape, what));
            entries.stream().skip(1).limit(1).forEach(second -> tooMany(entries.get(0), second, what));
        }
    }

    private void bareWord(ScalarNode scalar, Shape shape, String what) {
        String word = scalar.getValue();
        boolean isKnown = shape.options().containsKey(word);
        report.error(
                scalar,
                isKnown
                        ? "'%s' needs a ':' after it, such as '%s: {}'".formatted(word, word)
                        : unknown(what, word, shape));
    }

    private void known(Yaml.Entry entry, Shape shape, String what) {
        JsonNode schema = shape.options().get(entry.key());
        if (schema == null) {
            report.error(entry.keyNode(), unknown(what, entry.key(), shape));
        } else {
            value(entry, schema);
        }
    }

    private static String unknown(String what, String word, Shape shape) {
        return "unknown %s '%s'.%s".formatted(what, word, remedy(word, shape));
    }

    private static String remedy(String word, Shape shape) {
        String near = Suggestion.of(word, shape.options().keySet());
        boolean isShort = shape.options().size() <= LISTED;
        return near.isEmpty() && isShort
                ? " Known are " + String.join(", ", shape.options().keySet()) + "."
                : near;
    }

    private void tooMany(Yaml.Entry first, Yaml.Entry second, String what) {
        report.error(
                second.keyNode(),
                "'%s' stands beside '%s' in one %s: indent it to make it an option of '%s', or begin it with '- '"
                        .formatted(second.key(), first.key(), what, first.key()));
    }

    private void value(Yaml.Entry entry, JsonNode schema) {
        JsonNode target = camel.resolve(schema);
        if (target.path("type").asText().equals("array")) {
            list(entry, target.path("items"));
        } else if (isMapping(target)) {
            mapping(entry, camel.shape(target));
        } else {
            new ScalarCheck(report).check(entry, target);
        }
    }

    private static boolean isMapping(JsonNode schema) {
        return schema.path("type").asText().equals("object") || schema.has("oneOf") || schema.has("anyOf");
    }

    private void list(Yaml.Entry entry, JsonNode itemSchema) {
        if (Yaml.isNull(entry.value())) {
            return;
        }
        if (!(entry.value() instanceof SequenceNode)) {
            listExpected(entry, itemSchema);
            return;
        }
        JsonNode target = camel.resolve(itemSchema);
        for (Node item : Yaml.items(entry.value())) {
            if (camel.isStep(itemSchema)) {
                single(item, camel.step(), "step");
            } else if (isMapping(target)) {
                mapping(new Yaml.Entry(entry.key(), item, item), camel.shape(target));
            }
        }
    }

    /** Camel takes a plain text for a list of one, and nothing else. */
    private void listExpected(Yaml.Entry entry, JsonNode itemSchema) {
        if (camel.isStep(itemSchema) || entry.value() instanceof MappingNode) {
            report.error(entry.keyNode(), "'" + entry.key() + "' is a list: begin each of its items with '- '");
        }
    }

    private void mapping(Yaml.Entry entry, Shape shape) {
        Node node = entry.value();
        if (Yaml.isNull(node) && shape.closed() && !shape.shorthand()) {
            report.error(
                    entry.keyNode(),
                    "'%s' has nothing after its ':'. Write '%s: {}', or indent its options below it"
                            .formatted(entry.key(), entry.key()));
        } else if (node instanceof ScalarNode && !Yaml.isNull(node)) {
            if (!shape.shorthand() && shape.closed()) {
                report.error(node, "'%s' needs options below it, not a plain value".formatted(entry.key()));
            }
        } else if (node instanceof SequenceNode) {
            sequenceForMapping(entry, shape);
        } else {
            options(entry, shape);
        }
    }

    private void sequenceForMapping(Yaml.Entry entry, Shape shape) {
        if (shape.closed()) {
            String remedy = shape.options().containsKey("steps") ? ". Put the list below 'steps:'" : "";
            report.error(entry.value(), "'%s' takes options, not a list%s".formatted(entry.key(), remedy));
        }
    }

    private void options(Yaml.Entry entry, Shape shape) {
        boolean allKnown = true;
        for (Yaml.Entry option : Yaml.entries(entry.value())) {
            JsonNode schema = shape.options().get(option.key());
            if (schema != null) {
                value(option, schema);
            } else if (shape.closed()) {
                allKnown = false;
                report.error(
                        option.keyNode(),
                        "unknown option '%s' of '%s'.%s"
                                .formatted(option.key(), entry.key(), remedy(option.key(), shape)));
            }
        }
        if (allKnown) { // A missing option is often the misspelt one.
            new RequiredCheck(camel, report).check(entry, shape);
        }
    }
}
