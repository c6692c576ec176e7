package dev.freshet.check;

import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks that a step has the options and the expression that it can't do without. */
record RequiredCheck(CamelSchema camel, Report report) {

    private static final String LANGUAGE = "constant";

    /** Camel's schema leaves the expression out of what is required, but the routes don't start without. */
    private static final Set<String> NEEDS_EXPRESSION = Set.of(
            "setHeader", "setBody", "setProperty", "setVariable", "transform", "filter", "when", "split", "validate");

    void check(Yaml.Entry entry, Shape shape) {
        shape.required().forEach(name -> required(entry, name, shape));
        expression(entry, shape);
    }

    private void expression(Yaml.Entry entry, Shape shape) {
        if (NEEDS_EXPRESSION.contains(entry.key())
                && shape.options().containsKey(LANGUAGE)
                && !hasExpression(entry.value())) {
            report.error(entry.keyNode(), "'%s' needs an expression, such as 'simple: ...'".formatted(entry.key()));
        }
    }

    private void required(Yaml.Entry entry, String name, Shape shape) {
        boolean present = Yaml.entries(entry.value()).stream()
                .anyMatch(option -> option.key().equals(name));
        boolean byLanguage =
                name.equals("expression") && shape.options().containsKey(LANGUAGE) && hasExpression(entry.value());
        if (!present && !byLanguage) {
            report.error(entry.keyNode(), "'%s' needs '%s'".formatted(entry.key(), name));
        }
    }

    /** {@code simple: ...} directly below a step stands for {@code expression: {simple: ...}}. */
    private boolean hasExpression(Node node) {
        return Yaml.entries(node).stream()
                .anyMatch(option ->
                        option.key().equals("expression") || camel.languages().contains(option.key()));
    }
}
