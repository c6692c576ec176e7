package dev.freshet.check;

import dev.freshet.config.KnownSecrets;
import dev.freshet.config.Placeholders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds what a routes file gives as passwords and tokens, so that no message repeats it. */
final class RouteSecrets {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");
    private static final Pattern IN_QUERY = Pattern.compile("[?&]([\\w.-]+)=(RAW\\([^)]*\\)|[^&]*)");

    private final Placeholders placeholders;
    private final Kamelets kamelets;

    RouteSecrets(Placeholders placeholders, Kamelets kamelets) {
        this.placeholders = placeholders;
        this.kamelets = kamelets;
    }

    void learn(Node root) {
        for (Node node : Yaml.all(root)) {
            Yaml.text(node).ifPresent(this::text);
            for (Yaml.Entry entry : Yaml.entries(node)) {
                named(entry.key(), Yaml.text(entry.value()).orElse(""));
            }
            Yaml.text(node, "name")
                    .ifPresent(name -> named(name, Yaml.text(node, "constant").orElse("")));
            Endpoint.of(node).filter(Endpoint::isKamelet).ifPresent(this::kamelet);
        }
    }

    private void text(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            named(placeholder.group(), placeholder.group());
        }
        Matcher option = IN_QUERY.matcher(text);
        while (option.find()) {
            named(option.group(1), option.group(2));
        }
    }

    /** What the kamelet itself calls a password, whatever its name. */
    private void kamelet(Endpoint call) {
        kamelets.find(call.kameletName())
                .ifPresent(definition -> definition.properties().forEach((name, property) -> {
                    if (property.format().equals("password")) {
                        call.text(name).ifPresent(this::add);
                    }
                }));
    }

    private void named(String name, String value) {
        if (KnownSecrets.isNameOfOne(name)) {
            add(value);
        }
    }

    private void add(String written) {
        Placeholders.Resolved value = placeholders.resolve(written);
        if (value.isKnown()) {
            KnownSecrets.add(value.text());
        }
    }
}
