package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.document.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Hashes of what a page shows. The time of a page stays as it is where a page inside of it gets another name or goes, where
 * a synced block is edited at its original, and where a formula or a rollup gets another value.
 */
final class Shown {

    private static final int LENGTH = 12;

    /** What changes with every answer or every edit, and is no text of the page. */
    private static final Set<String> STAMPS = Set.of(
            "created_time",
            "last_edited_time",
            "created_by",
            "last_edited_by",
            "request_id",
            "expiry_time",
            "icon",
            "avatar_url");

    private Shown() {}

    static String properties(JsonNode page) {
        StringBuilder text = new StringBuilder();
        write(page.path("properties"), text);
        return hash(text);
    }

    /** Without recursion, since blocks are nested tens of levels deep. */
    static String blocks(List<Block> blocks) {
        StringBuilder text = new StringBuilder();
        Deque<Block> open = new ArrayDeque<>(blocks);
        while (!open.isEmpty()) {
            Block block = open.pop();
            write(block.json(), text);
            text.append(block.children().size());
            for (int i = block.children().size() - 1; i >= 0; i--) {
                open.push(block.children().get(i));
            }
        }
        return hash(text);
    }

    private static void write(JsonNode json, StringBuilder text) {
        if (json.isObject()) {
            fields(json).forEach((name, value) -> {
                text.append(name).append(':');
                write(value, text);
            });
            text.append(';');
        } else if (json.isArray()) {
            json.forEach(item -> write(item, text));
            text.append(';');
        } else {
            text.append(json).append(',');
        }
    }

    /** In the same order whatever Notion's is, and without the addresses of files, which are signed anew each time. */
    private static Map<String, JsonNode> fields(JsonNode json) {
        Map<String, JsonNode> fields = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            boolean isSigned = field.getKey().equals("url") && json.has("expiry_time");
            if (!isSigned && !STAMPS.contains(field.getKey())) {
                fields.put(field.getKey(), field.getValue());
            }
        }
        return fields;
    }

    private static String hash(StringBuilder text) {
        return Content.sha256(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, LENGTH);
    }
}
