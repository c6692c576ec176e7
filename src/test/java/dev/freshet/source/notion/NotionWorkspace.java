package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace in the making. Each edit is 90 s after the one before; times are rounded down to the minute. */
final class NotionWorkspace {

    /** A page, or a database with its data sources. */
    private static final class Thing {
        final String id;
        final boolean database;
        final String dataSource;
        final Instant created;
        String title;

        final List<String> moreDataSources = new ArrayList<>();

        @Nullable
        String parent;

        /** Of a row: the data source of its database; null = the first. */
        @Nullable
        String source;

        Instant edited;
        boolean absentFromSearch;

        @Nullable
        ArrayNode longTitle;

        boolean inTrash;
        boolean hidden;
        ObjectNode properties = NotionApi.JSON.createObjectNode();
        List<ObjectNode> blocks = new ArrayList<>();

        Thing(String id, boolean database, String title, @Nullable String parent, Instant now) {
            this.id = id;
            this.database = database;
            this.dataSource = UUID.nameUUIDFromBytes(
                            ("source of " + id).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .toString();
            this.title = title;
            this.parent = parent;
            this.created = now;
            this.edited = now;
        }
    }

    private final Map<String, Thing> things = new LinkedHashMap<>();
    private final Map<String, JsonNode> wholes = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> inside = new LinkedHashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Set<String> unshared = new HashSet<>();
    private final Set<String> inPart = new HashSet<>();
    private final boolean dataSources;
    private Instant now = Instant.parse("2026-02-01T08:00:00Z");
    private int number;

    NotionWorkspace(boolean dataSources) {
        this.dataSources = dataSources;
    }

    private Thing thing(String id) {
        return Objects.requireNonNull(things.get(id), id);
    }

    synchronized String id() {
        return UUID.nameUUIDFromBytes(("thing " + number++).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private Instant tick() {
        now = now.plusSeconds(90);
        return now.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Adds a page; parent = id of a page or database, null = the workspace. */
    synchronized String addPage(@Nullable String parent, String title) {
        return add(parent, title, false);
    }

    synchronized String addDatabase(@Nullable String parent, String title) {
        return add(parent, title, true);
    }

    private String add(@Nullable String parent, String title, boolean database) {
        Thing thing = new Thing(id(), database, title, parent, tick());
        things.put(thing.id, thing);
        if (parent != null && !thing(parent).database) {
            thing(parent).edited = tick();
        }
        return thing.id;
    }

    /** Gives a database one more data source. */
    synchronized String addDataSource(String database) {
        String id = id();
        thing(database).moreDataSources.add(id);
        return id;
    }

    /** Adds a row of a data source that isn't its database's first. */
    synchronized String addRow(String database, String dataSource, String title) {
        String id = add(database, title, false);
        thing(id).source = dataSource;
        return id;
    }

    synchronized void hideFromSearch(String id) {
        thing(id).absentFromSearch = true;
    }

    synchronized void setText(String page, String text) {
        setBlocks(page, paragraph(text));
    }

    synchronized void setBlocks(String page, ObjectNode... blocks) {
        Thing thing = thing(page);
        thing.blocks = new ArrayList<>(List.of(blocks));
        thing.edited = tick();
    }

    synchronized void setProperty(String page, String name, String type, JsonNode value) {
        Thing thing = thing(page);
        thing.properties
                .putObject(name)
                .put("id", "p%3A" + name.length())
                .put("type", type)
                .set(type, value);
        thing.edited = tick();
    }

    synchronized void setClock(Instant newNow) {
        now = newNow.minusSeconds(120);
    }

    synchronized void setTextInTheSameMinute(String page, String text) {
        thing(page).blocks = new ArrayList<>(List.of(paragraph(text)));
    }

    /** A property of which the page object has a part, and another call the whole. */
    synchronized void setLongProperty(String page, String name, String type, JsonNode part, JsonNode whole) {
        setProperty(page, name, type, part);
        wholes.put(page + name, whole);
    }

    /** A title of which the page object has 25 segments, and another call the whole. */
    synchronized void setLongTitle(String page, ArrayNode segments) {
        Thing thing = thing(page);
        thing.longTitle = segments;
        thing.edited = tick();
    }

    synchronized void rename(String id, String title) {
        thing(id).title = title;
        thing(id).edited = tick();
    }

    synchronized String dataSourceOf(String database) {
        return dataSources ? thing(database).dataSource : database;
    }

    /** The time of the page stays as it is. */
    synchronized void move(String id, String parent) {
        thing(id).parent = parent;
        thing(id).source = null;
    }

    synchronized void trash(String id, boolean inTrash) {
        thing(id).inTrash = inTrash;
    }

    synchronized void share(String id, boolean shared) {
        thing(id).hidden = !shared;
    }

    synchronized ObjectNode paragraph(String text) {
        return block("paragraph", content -> content.set("rich_text", rich(text)));
    }

    interface Content {
        void fill(ObjectNode content);
    }

    /** A block with children. */
    synchronized ObjectNode block(String type, Content content, ObjectNode... children) {
        ObjectNode block = NotionApi.JSON.createObjectNode();
        block.put("object", "block").put("id", id()).put("type", type).put("has_children", children.length > 0);
        content.fill(block.putObject(type));
        inside.put(block.path("id").asText(), List.of(children));
        return block;
    }

    /** Has a block answer 400 for its children. */
    synchronized ObjectNode unreadable(ObjectNode block) {
        block.put("has_children", true);
        unreadable.add(block.path("id").asText());
        return block;
    }

    /** Has a block answer 404 for its children, as a copy does whose original isn't shared. */
    synchronized ObjectNode unshared(ObjectNode block) {
        block.put("has_children", true);
        unshared.add(block.path("id").asText());
        return block;
    }

    /** Has a block hold blocks that may hold it. */
    synchronized void putInside(ObjectNode block, ObjectNode... children) {
        block.put("has_children", true);
        inside.put(block.path("id").asText(), List.of(children));
    }

    /** Text in two segments, as formatting cuts it. */
    static ArrayNode rich(String text) {
        ArrayNode segments = NotionApi.JSON.createArrayNode();
        int half = text.length() / 2;
        for (String part : List.of(text.substring(0, half), text.substring(half))) {
            ObjectNode segment = segments.addObject().put("type", "text").put("plain_text", part);
            segment.putObject("text").put("content", part);
            segment.putObject("annotations").put("bold", half % 2 == 0).put("color", "default");
        }
        return segments;
    }

    private boolean isVisible(Thing thing) {
        for (@Nullable Thing at = thing; at != null; at = at.parent == null ? null : things.get(at.parent)) {
            if (at.hidden) {
                return false;
            }
        }
        return true;
    }

    synchronized boolean isTrashed(String id) {
        return isTrashed(thing(id));
    }

    private boolean isTrashed(Thing thing) {
        for (@Nullable Thing at = thing; at != null; at = at.parent == null ? null : things.get(at.parent)) {
            if (at.inTrash) {
                return true;
            }
        }
        return false;
    }

    synchronized @Nullable ObjectNode page(String id) {
        Thing thing = things.get(id);
        return thing == null || thing.database || !isVisible(thing) ? null : json(thing);
    }

    private ObjectNode json(Thing page) {
        ObjectNode json = NotionApi.JSON.createObjectNode();
        json.put("object", "page").put("id", page.id);
        stamp(json, page);
        json.putObject("last_edited_by").put("object", "user").put("id", userId());
        json.put("url", "https://www.notion.so/" + page.id.replace("-", ""));
        ObjectNode properties = json.putObject("properties");
        properties.setAll(page.properties);
        ObjectNode title = properties.putObject("Título").put("id", "title").put("type", "title");
        title.set("title", page.longTitle == null ? rich(page.title) : first25(page.longTitle));
        return json;
    }

    private static ArrayNode first25(ArrayNode whole) {
        ArrayNode part = NotionApi.JSON.createArrayNode();
        for (int i = 0; i < 25; i++) {
            part.add(whole.get(i));
        }
        return part;
    }

    /** As the oldest version has it, and the newest. */
    private String trash() {
        return dataSources ? "in_trash" : "archived";
    }

    private void stamp(ObjectNode json, Thing thing) {
        json.put("created_time", thing.created.toString()).put("last_edited_time", thing.edited.toString());
        json.put(trash(), isTrashed(thing));
        ObjectNode parent = json.putObject("parent");
        Thing above = thing.parent == null ? null : things.get(thing.parent);
        if (above == null) {
            parent.put("type", "workspace").put("workspace", true);
        } else if (!above.database) {
            parent.put("type", "page_id").put("page_id", above.id);
        } else if (dataSources) {
            parent.put("type", "data_source_id")
                    .put("data_source_id", thing.source == null ? above.dataSource : thing.source)
                    .put("database_id", above.id);
        } else {
            parent.put("type", "database_id").put("database_id", above.id);
        }
    }

    static String userId() {
        return "11111111-2222-3333-4444-555555555555";
    }

    synchronized @Nullable ObjectNode user(String id) {
        return id.equals(userId())
                ? NotionApi.JSON
                        .createObjectNode()
                        .put("object", "user")
                        .put("id", id)
                        .put("name", "Ada Writer")
                : null;
    }

    synchronized @Nullable ObjectNode database(String id, boolean withSources) {
        Thing thing = things.get(id);
        if (thing == null || !thing.database || !isVisible(thing)) {
            return null;
        }
        ObjectNode json =
                NotionApi.JSON.createObjectNode().put("object", "database").put("id", id);
        stamp(json, thing);
        json.set("title", rich(thing.title));
        if (withSources) {
            ArrayNode sources = json.putArray("data_sources");
            for (String source : sourcesOf(thing)) {
                sources.addObject().put("id", source).put("name", thing.title);
            }
        }
        return json;
    }

    /** What rows are asked of. */
    private List<String> sourcesOf(Thing database) {
        if (!dataSources) {
            return List.of(database.id);
        }
        List<String> all = new ArrayList<>(List.of(database.dataSource));
        all.addAll(database.moreDataSources);
        return all;
    }

    private @Nullable Thing bySource(String id) {
        return things.values().stream()
                .filter(thing -> thing.database && sourcesOf(thing).contains(id))
                .findFirst()
                .filter(this::isVisible)
                .orElse(null);
    }

    synchronized @Nullable ObjectNode dataSource(String id) {
        Thing thing = bySource(id);
        if (thing == null) {
            return null;
        }
        ObjectNode json =
                NotionApi.JSON.createObjectNode().put("object", "data_source").put("id", id);
        json.put("created_time", thing.created.toString());
        json.put("last_edited_time", thing.edited.toString()).put(trash(), isTrashed(thing));
        json.set("title", rich(thing.title));
        json.putObject("parent").put("type", "database_id").put("database_id", thing.id);
        return json;
    }

    synchronized @Nullable ObjectNode block(String id) {
        Thing thing = things.get(id);
        return thing == null ? null : json(thing);
    }

    synchronized boolean isUnreadable(String id) {
        return unreadable.contains(id);
    }

    synchronized @Nullable List<ObjectNode> children(String id) {
        if (unshared.contains(id)) {
            return null;
        }
        if (inside.containsKey(id)) {
            return inside.get(id);
        }
        Thing page = things.get(id);
        if (page == null || page.database || !isVisible(page)) {
            return null;
        }
        List<ObjectNode> blocks = new ArrayList<>(page.blocks);
        for (Thing child : things.values()) {
            if (id.equals(child.parent) && !child.inTrash && isVisible(child)) {
                String type = child.database ? "child_database" : "child_page";
                ObjectNode block = NotionApi.JSON.createObjectNode();
                block.put("object", "block")
                        .put("id", child.id)
                        .put("type", type)
                        .put("has_children", !child.database);
                block.putObject(type).put("title", child.title);
                blocks.add(block);
            }
        }
        return blocks;
    }

    synchronized List<JsonNode> propertyItems(String id, String property) {
        List<JsonNode> items = new ArrayList<>();
        ArrayNode title = thing(id).longTitle;
        if (property.equals("title") && title != null) {
            title.forEach(segment -> items.add(item("title", segment)));
        }
        for (Map.Entry<String, JsonNode> entry : thing(id).properties.properties()) {
            JsonNode value = entry.getValue();
            if (value.path("id").asText().equals(property.replace(":", "%3A"))) {
                String type = value.path("type").asText();
                wholes.getOrDefault(id + entry.getKey(), value.path(type))
                        .forEach(part -> items.add(type.equals("rollup") ? rolledUp(part) : item(type, part)));
            }
        }
        return items;
    }

    private static ObjectNode item(String type, JsonNode value) {
        ObjectNode item =
                NotionApi.JSON.createObjectNode().put("object", "property_item").put("type", type);
        return item.set(type, value);
    }

    /** An array in the page object; as an item, the one thing in it. */
    private static ObjectNode rolledUp(JsonNode part) {
        String type = part.path("type").asText();
        JsonNode value = part.path(type);
        return item(type, value.isArray() ? value.path(0) : value);
    }

    synchronized @Nullable List<ObjectNode> rows(String source) {
        Thing database = bySource(source);
        if (database == null) {
            return null;
        }
        return things.values().stream()
                .filter(thing -> database.id.equals(thing.parent) && isVisible(thing) && !isTrashed(thing))
                .filter(thing ->
                        source.equals(thing.source == null ? sourcesOf(database).get(0) : thing.source))
                .flatMap(thing -> objects(thing).stream()
                        .map(object -> inPart.contains(thing.id) ? object.retain("object", "id") : object))
                .toList();
    }

    /** Has a database among rows come with its id alone. */
    synchronized void showInPart(String database) {
        inPart.add(database);
    }

    /** What a query or a search finds: a database has its data sources in its place, or in the oldest version itself. */
    private List<ObjectNode> objects(Thing thing) {
        if (!thing.database) {
            return List.of(json(thing));
        }
        return dataSources
                ? sourcesOf(thing).stream()
                        .map(source -> Objects.requireNonNull(dataSource(source)))
                        .toList()
                : List.of(Objects.requireNonNull(database(thing.id, false)));
    }

    synchronized List<ObjectNode> search(String kind) {
        List<ObjectNode> found = new ArrayList<>();
        for (Thing thing : things.values()) {
            if (thing.database == kind.equals("page")
                    || thing.absentFromSearch
                    || !isVisible(thing)
                    || isTrashed(thing)) {
                continue;
            }
            found.addAll(objects(thing));
        }
        return found;
    }
}
