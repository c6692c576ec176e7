package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A page object without what is only needed to read it. A search may find 20,000, and whole they would fill the memory. */
final class Outline {

    private static final String MARK = "is_outline";
    private static final String SHOWN = "shown_properties";
    private static final List<String> KEPT =
            List.of("object", "id", "created_time", "last_edited_time", "parent", "url", "in_trash", "archived");

    private Outline() {}

    static ObjectNode of(JsonNode page) {
        ObjectNode outline = NotionApi.JSON.createObjectNode().put(MARK, true).put(SHOWN, Shown.properties(page));
        for (String name : KEPT) {
            if (page.has(name)) {
                outline.set(name, page.get(name));
            }
        }
        ObjectNode properties = outline.putObject("properties");
        for (Map.Entry<String, JsonNode> property : page.path("properties").properties()) {
            if (property.getValue().path("type").asText().equals("title")) {
                properties.set(property.getKey(), property.getValue());
            }
        }
        return outline;
    }

    /** The hash of the properties that the page has, or had before it was cut. */
    static String shownProperties(JsonNode page) {
        return is(page) ? page.path(SHOWN).asText() : Shown.properties(page);
    }

    /** Whether the page has to be asked for again before it is read. */
    static boolean is(JsonNode page) {
        return page.path(MARK).asBoolean();
    }
}
