package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.document.Several;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The properties of a page, as a reader sees them. Their names are free; the title is known by its type. */
final class PageProperties {

    /** References that the page object has of a property; the others need a call. */
    private static final int REFERENCES = 25;

    private final NotionApi api;
    private final PageHtml.Titles titles;
    private final Users users;

    /** Finds the name of a person or bot; empty = it can't be seen. */
    interface Users {
        String name(JsonNode user);
    }

    PageProperties(NotionApi api, PageHtml.Titles titles, Users users) {
        this.api = api;
        this.titles = titles;
        this.users = users;
    }

    /** The title as the page object has it, which cuts one of more than 25 segments. */
    static String title(JsonNode page) {
        for (JsonNode property : page.path("properties")) {
            if (property.path("type").asText().equals("title")) {
                return RichText.plain(property.path("title")).strip();
            }
        }
        return "";
    }

    /** The title to its end. */
    String wholeTitle(JsonNode page) throws IOException, InterruptedException {
        for (JsonNode property : page.path("properties")) {
            if (property.path("type").asText().equals("title")) {
                return RichText.plain(whole(page, property)).strip();
            }
        }
        return "";
    }

    /** All that have a value but the title, by name; of a property that holds several, {@link Several}. */
    Map<String, String> of(JsonNode page) throws IOException, InterruptedException {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : page.path("properties").properties()) {
            String type = property.getValue().path("type").asText();
            if (!type.equals("title")) {
                JsonNode value = whole(page, property.getValue());
                String known = value.isArray() && !type.equals("rich_text")
                        ? Several.of(texts(value, entry(type)))
                        : text(type, value).strip();
                if (!known.isEmpty()) {
                    values.put(property.getKey(), known);
                }
            }
        }
        return values;
    }

    private JsonNode whole(JsonNode page, JsonNode property) throws IOException, InterruptedException {
        String type = property.path("type").asText();
        JsonNode value = property.path(type);
        if (type.equals("rollup") && value.path("array").size() >= REFERENCES) {
            ArrayNode all = items(page, property, item -> item);
            return NotionApi.JSON.createObjectNode().put("type", "array").set("array", all);
        }
        boolean mayBeCut = List.of("title", "rich_text", "relation", "people").contains(type);
        return mayBeCut && value.size() >= REFERENCES ? items(page, property, item -> item.path(type)) : value;
    }

    private ArrayNode items(JsonNode page, JsonNode property, UnaryOperator<JsonNode> part)
            throws IOException, InterruptedException {
        ArrayNode all = NotionApi.JSON.createArrayNode();
        String path = "pages/" + page.path("id").asText() + "/properties/"
                + property.path("id").asText();
        api.list(path, new NotionApi.Sink() {
            @Override
            public boolean take(JsonNode item) {
                all.add(part.apply(item));
                return true;
            }

            @Override
            public void restart() {
                all.removeAll();
            }
        });
        return all;
    }

    private String text(String type, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return switch (type) {
            // an item of a list of its own has one segment or reference, and not an array of them
            case "rich_text", "title" ->
                value.isObject() ? value.path("plain_text").asText() : RichText.plain(value);
            case "select", "status" -> value.path("name").asText("");
            case "multi_select", "people", "files", "relation" -> joined(value, entry(type));
            case "created_by" -> users.name(value);
            case "date" -> date(value);
            case "checkbox" -> value.asBoolean() ? "yes" : "no";
            case "number", "url", "email", "phone_number" -> value.asText();
            case "unique_id" -> uniqueId(value);
            case "formula" ->
                text(
                        formulaType(value.path("type").asText()),
                        value.path(value.path("type").asText()));
            case "rollup" -> rollup(value);
            case "verification" -> value.path("state").asText("");
            // last_edited_by and the times are metadata of every page; a button has nothing to read
            default -> "";
        };
    }

    /** How one entry of a property that holds several is written. */
    private Text entry(String type) {
        return switch (type) {
            case "people" -> users::name;
            case "relation" -> this::related;
            default -> item -> item.path("name").asText();
        };
    }

    private String related(JsonNode page) {
        return Objects.requireNonNullElse(titles.of(page.path("id").asText()), "");
    }

    private static String formulaType(String type) {
        return switch (type) {
            case "string" -> "url";
            case "boolean" -> "checkbox";
            default -> type;
        };
    }

    private String rollup(JsonNode value) {
        String type = value.path("type").asText();
        if (!type.equals("array")) {
            return text(type, value.path(type));
        }
        return joined(
                value.path("array"),
                item -> text(
                        item.path("type").asText(), item.path(item.path("type").asText())));
    }

    private static String date(JsonNode value) {
        String end = value.path("end").isNull() ? "" : value.path("end").asText("");
        return value.path("start").asText() + (end.isEmpty() ? "" : " to " + end);
    }

    private static String uniqueId(JsonNode value) {
        String prefix =
                value.path("prefix").isNull() ? "" : value.path("prefix").asText("");
        return (prefix.isEmpty() ? "" : prefix + "-") + value.path("number").asText();
    }

    private interface Text {
        String of(JsonNode item);
    }

    private static List<String> texts(JsonNode items, Text text) {
        return items.valueStream().map(text::of).filter(item -> !item.isBlank()).toList();
    }

    /** An item of a rollup has one entry or an array of them. */
    private static String joined(JsonNode items, Text text) {
        return items.isObject() ? text.of(items) : String.join(", ", texts(items, text));
    }
}
