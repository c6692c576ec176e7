package dev.freshet.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Hashes what steps mean. Layout, comments, quotes and the order of options don't count; the order of steps does. */
final class StepsHash {

    private static final Set<String> REMARKS = Set.of("description", "note");

    private StepsHash() {}

    static String of(Node steps) {
        StringBuilder text = new StringBuilder();
        append(steps, text, true);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void append(Node node, StringBuilder out, boolean isStep) {
        if (node instanceof SequenceNode) {
            out.append('[');
            Yaml.items(node).forEach(item -> append(item, out, isStep));
            out.append(']');
        } else if (node instanceof MappingNode) {
            out.append('{');
            options(node, isStep).forEach(option -> append(option, out, isStep));
            out.append('}');
        } else {
            appendText(Yaml.text(node).orElse(""), out);
        }
    }

    /** Free parameters may be named {@code description} and mean something; options of a step never do. */
    private static void append(Yaml.Entry option, StringBuilder out, boolean isStep) {
        appendText(option.key(), out);
        append(option.value(), out, isStep && !option.key().equals("parameters"));
    }

    private static List<Yaml.Entry> options(Node node, boolean isStep) {
        return Yaml.entries(node).stream()
                .filter(option -> !isStep || !REMARKS.contains(option.key()))
                .sorted(Comparator.comparing(Yaml.Entry::key))
                .toList();
    }

    /** With its length, so that no two texts join into the same one. */
    private static void appendText(String text, StringBuilder out) {
        out.append(text.length()).append(':').append(text);
    }
}
