package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.source.confluence.ConfluenceServer.Refused;
import dev.freshet.source.confluence.ConfluenceWorld.Item;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/** Content as the older API answers it: nothing that wasn't asked for. */
final class ClassicContent {

    private static final Set<String> EXPANSIONS =
            Set.of("version", "space", "ancestors", "metadata.labels", "container", "body.storage");

    private final ConfluenceWorld world;
    private final boolean cloud;

    ClassicContent(ConfluenceWorld world, boolean cloud) {
        this.world = world;
        this.cloud = cloud;
    }

    ObjectNode of(Item item, String expand) {
        List<String> expanded = expand.isEmpty() ? List.of() : List.of(expand.split(","));
        if (!EXPANSIONS.containsAll(expanded)) {
            throw new Refused(400, "unknown expansion in " + expand);
        }
        ObjectNode json = ConfluenceServer.JSON.createObjectNode();
        json.put("id", item.id)
                .put("type", item.type)
                .put("status", item.status)
                .put("title", item.title);
        json.putObject("_links").put("webui", webui(item)).put("download", download(item));
        if (item.type.equals("attachment")) {
            json.putObject("extensions").put("mediaType", item.mediaType()).put("fileSize", item.bytes.length);
        }
        if (expanded.contains("version")) {
            version(item, json.putObject("version"));
        }
        if (expanded.contains("space")) {
            json.putObject("space").put("key", world.spaceOf(item));
        }
        if (expanded.contains("ancestors")) {
            ArrayNode above = json.putArray("ancestors");
            world.ancestors(item)
                    .forEach(place -> above.addObject().put("id", place.id).put("title", place.title));
        }
        if (expanded.contains("metadata.labels")) {
            ArrayNode labels = json.putObject("metadata").putObject("labels").putArray("results");
            labels.addObject().put("prefix", "my").put("name", "favourite");
            item.labels.forEach(
                    label -> labels.addObject().put("prefix", "global").put("name", label));
        }
        if (expanded.contains("container") && !item.container.isEmpty()) {
            json.putObject("container").put("id", item.container).put("type", world.get(item.container).type);
        }
        if (expanded.contains("body.storage")) {
            json.putObject("body").putObject("storage").put("value", item.storage);
        }
        return json;
    }

    /** With names as addresses have them, and parameters that the file is found without, though not given. */
    static String download(Item item) {
        return "/download/attachments/" + item.container + "/" + Calls.encoded(item.title) + "?version=" + item.version
                + "&modificationDate=1&api=v2";
    }

    String webui(Item item) {
        return cloud
                ? "/spaces/" + world.spaceOf(item) + "/pages/" + item.id
                : "/pages/viewpage.action?pageId=" + item.id;
    }

    private void version(Item item, ObjectNode version) {
        ObjectNode by = version.put("number", item.version)
                .put(
                        "when",
                        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX")
                                .format(item.modified.atZone(cloud ? ZoneOffset.UTC : ZoneId.of("+10:00"))))
                .putObject("by");
        if (cloud) {
            by.put("accountId", item.author);
        } else {
            by.put("displayName", "Ada Writer");
        }
    }
}
