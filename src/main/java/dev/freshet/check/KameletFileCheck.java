package dev.freshet.check;

import dev.freshet.config.Suggestion;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks a kamelet of the home: its name, its template, and that each property it uses is declared. */
final class KameletFileCheck {

    /** Plain names only: a prefix, a default or a question mark is the matter of other checks. */
    private static final Pattern PROPERTY = Pattern.compile("\\{\\{\\s*([\\w-]+)\\s*}}");

    private final CamelSchema camel;
    private final RightsCheck rights;

    KameletFileCheck(CamelSchema camel, RightsCheck rights) {
        this.camel = camel;
        this.rights = rights;
    }

    void check(Path file, Report report) {
        String fileName = file.getFileName().toString();
        if (!fileName.endsWith(Kamelets.ENDING)) {
            report.warning("is not read: name it <kamelet>" + Kamelets.ENDING);
            return;
        }
        String name = fileName.substring(0, fileName.length() - Kamelets.ENDING.length());
        YamlReader.read(file, report).ifPresent(root -> content(root, name, report));
    }

    private void content(Node root, String name, Report report) {
        Yaml.find(root, "metadata", "name")
                .ifPresentOrElse(
                        node -> sameName(node, name, report),
                        () -> report.error("a kamelet needs 'metadata.name: " + name + "', the same as its file"));
        Yaml.find(root, "spec", "template")
                .ifPresentOrElse(
                        template -> template(template, KameletDefinition.of(root), report),
                        () -> report.error("a kamelet needs 'spec.template', the route it stands for"));
    }

    private static void sameName(Node node, String name, Report report) {
        String inner = Yaml.text(node).orElse("");
        if (!inner.equals(name)) {
            report.error(node, "the kamelet's name '%s' is not that of its file: write '%s'".formatted(inner, name));
        }
    }

    private void template(Node template, KameletDefinition definition, Report report) {
        new StructureCheck(camel, report).template(template);
        rights.template(template);
        for (Node node : Yaml.all(template)) {
            Yaml.text(node).ifPresent(text -> declared(node, text, definition, report));
        }
    }

    private static void declared(Node node, String text, KameletDefinition definition, Report report) {
        Set<String> names = definition.properties().keySet();
        PROPERTY.matcher(text).results().map(MatchResult::group).forEach(placeholder -> {
            String name = placeholder.replaceAll("[{}\\s]", "");
            if (!names.contains(name)) {
                report.error(
                        node,
                        "{{%s}} is not declared below spec.definition.properties.%s"
                                .formatted(name, Suggestion.of(name, names)));
            }
        });
    }
}
