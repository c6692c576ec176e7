package dev.freshet.check;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a YAML file into nodes that know their place, and says in plain words why it can't. */
final class YamlReader {

    /** Aliases of aliases grow without bounds: a small file could keep every look at it busy for hours. */
    private static final int ALIASES = 10;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setMaxAliasesForCollections(ALIASES).build();

    private YamlReader() {}

    /** Empty after a problem, which was reported. */
    static Optional<Node> read(Path file, Report report) {
        try {
            return parse(Files.readString(file), report);
        } catch (AccessDeniedException e) {
            report.error("can't be read: no permission. Make it readable for the user that runs Freshet");
        } catch (CharacterCodingException e) {
            report.error("is not UTF-8: save it in that encoding");
        } catch (IOException e) {
            report.error("can't be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    static Optional<Node> parse(String text, Report report) {
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            if (root.isEmpty()) {
                report.error("is empty: write a route, or remove the file");
            }
            if (root.isPresent() && hasLoop(root.get())) {
                report.error("has an alias (*) inside its own anchor (&): write the value out");
                return Optional.empty();
            }
            root.ifPresent(node -> refuseDuplicates(node, report));
            return root;
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = YamlErrors.place(e);
            int line = mark.map(Mark::getLine).orElse(-1) + 1;
            int column = mark.map(Mark::getColumn).orElse(-1) + 1;
            report.problems().error(report.file(), line, column, YamlErrors.plainWords(e, text));
        } catch (YamlEngineException e) {
            report.error("is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The parser marks the node that contains itself; its parents don't, so the walk ends there. */
    private static boolean hasLoop(Node node) {
        return node.isRecursive()
                || Yaml.items(node).stream().anyMatch(YamlReader::hasLoop)
                || Yaml.entries(node).stream().map(Yaml.Entry::value).anyMatch(YamlReader::hasLoop);
    }

    private static void refuseDuplicates(Node root, Report report) {
        for (Node node : Yaml.all(root)) {
            Map<String, Node> first = new HashMap<>();
            for (Yaml.Entry entry : Yaml.entries(node)) {
                Node earlier = first.putIfAbsent(entry.key(), entry.keyNode());
                if (earlier != null) {
                    report.error(
                            entry.keyNode(),
                            "'%s' is already set in line %d: remove one of them"
                                    .formatted(entry.key(), Report.line(earlier)));
                }
            }
        }
    }
}
