package dev.freshet.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.nodes.Node;

/** With {@code -Dfreshet.regenerate=true} the tables are written instead of compared. */
class SourcesPageTest {

    private static final Path PAGE = Path.of("docs/sources.md");
    private static final Pattern TABLE =
            Pattern.compile("(<!-- generated from (\\S+) -->\n).*?(<!-- end of generated -->)", Pattern.DOTALL);

    @Test
    void the_tables_list_the_properties_as_the_kamelets_declare_them() throws IOException {
        String page = Files.readString(PAGE);
        String generated = TABLE.matcher(page)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + table(match.group(2)) + match.group(3)));
        if (Boolean.getBoolean("freshet.regenerate")) {
            Files.writeString(PAGE, generated);
        }

        assertThat(PAGE)
                .as("run: mvn test -Dtest=SourcesPageTest -Dfreshet.regenerate=true")
                .hasContent(generated);
    }

    @Test
    void the_yaml_of_the_page_has_no_unknown_word() throws IOException {
        List<String> snippets = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();

        Problems problems = new Problems();
        Report report = new Report(PAGE.toString(), problems);
        snippets.forEach(snippet -> YamlReader.parse(snippet, report)
                .ifPresent(root -> new StructureCheck(CamelSchema.load(), report).file(root)));

        assertThat(snippets).isNotEmpty();
        assertThat(problems.text()).isEmpty();
    }

    private static String table(String kamelet) {
        Node root = YamlReader.read(Path.of(kamelet), new Report(kamelet, new Problems()))
                .orElseThrow();
        List<String> required = KameletDefinition.of(root).required();
        Node properties = Yaml.find(root, "spec", "definition", "properties").orElseThrow();
        return Yaml.entries(properties).stream()
                .map(property -> row(property, required.contains(property.key())))
                .collect(Collectors.joining(
                        "", "| property | default | type | meaning |\n| --- | --- | --- | --- |\n", ""));
    }

    private static String row(Yaml.Entry property, boolean required) {
        Node node = property.value();
        String preset = Yaml.text(node, "default")
                .filter(text -> !text.isEmpty())
                .map(text -> "`" + text.replace(",", "`, `") + "`")
                .orElse(required ? "required" : "none");
        String type =
                Yaml.text(node, "format").or(() -> Yaml.text(node, "type")).orElse("string");
        String example = Yaml.text(node, "example")
                .map(text -> " Example: `" + text + "`.")
                .orElse("");
        String meaning = Yaml.text(node, "description").orElse("") + example;
        return "| `%s` | %s | %s | %s |\n".formatted(property.key(), preset, type, meaning);
    }
}
