package dev.freshet.extract;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The YAML between two lines of dashes at the top of a Markdown file. */
record FrontMatter(Map<?, ?> values) {

    private static final Logger LOG = LoggerFactory.getLogger(FrontMatter.class);
    private static final Pattern BLOCK =
            Pattern.compile("\\A---[ \\t]*\\R(.*?)^(?:---|\\.\\.\\.)[ \\t]*$", Pattern.DOTALL | Pattern.MULTILINE);

    /** Reads it. Front matter that isn't YAML has no values: it says something about the text, and isn't the text. */
    static FrontMatter of(String markdown) {
        Matcher block = BLOCK.matcher(markdown);
        if (!block.find()) {
            return new FrontMatter(Map.of());
        }
        try {
            Object read = new Load(LoadSettings.builder().build()).loadFromString(block.group(1));
            return new FrontMatter(read instanceof Map<?, ?> map ? map : Map.of());
        } catch (YamlEngineException e) {
            LOG.debug("Front matter that isn't YAML is passed over: {}", e.getMessage());
            return new FrontMatter(Map.of());
        }
    }

    /** The value as text, the members of a list joined by commas; empty where there is none. */
    String text(String key) {
        Object value = values.get(key);
        if (value instanceof List<?> list) {
            return list.stream().map(Objects::toString).collect(Collectors.joining(", "));
        }
        return value == null || value instanceof Map ? "" : value.toString().strip();
    }
}
