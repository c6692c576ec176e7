package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.source.confluence.ConfluenceServer.Asked;
import dev.freshet.source.confluence.ConfluenceServer.Elsewhere;
import dev.freshet.source.confluence.ConfluenceServer.Refused;
import dev.freshet.source.confluence.ConfluenceWorld.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers as Cloud does: two APIs whose links begin at different places, and opaque cursors. */
final class CloudFlavour implements ConfluenceServer.Flavour {

    static final String USER = "bot@example.com";
    static final String TOKEN = "cloud-token";

    /** Most rows on a page, whatever is asked for. */
    int cap = 250;

    boolean anonymous;
    boolean tellsZone = true;
    /** Whether the account may not look people up. */
    boolean hidesPeople;
    /** Path of the gateway for tokens with scopes and of OAuth; blank = the site itself. */
    String gateway = "";
    /** Tokens of OAuth belong to no account that could be named. */
    boolean oauth;

    private final ConfluenceServer server;
    private final ConfluenceWorld world;
    private final ClassicContent classic;
    private final Map<String, List<JsonNode>> cursors = new HashMap<>();

    CloudFlavour(ConfluenceServer server) {
        this.server = server;
        this.world = server.world;
        this.classic = new ClassicContent(server.world, true);
    }

    @Override
    public String root() {
        return gateway + "/wiki";
    }

    @Override
    public boolean isWelcome(@Nullable String authorization) {
        String basic = Base64.getEncoder().encodeToString((USER + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        return (oauth ? "Bearer " + TOKEN : "Basic " + basic).equals(authorization);
    }

    @Override
    public ObjectNode error(int status, String message) {
        ObjectNode error = ConfluenceServer.JSON.createObjectNode();
        error.putArray("errors")
                .addObject()
                .put("status", status)
                .put("title", message)
                .putNull("detail");
        return error;
    }

    @Override
    public JsonNode answer(Asked asked) {
        String[] parts = asked.path().substring(1).split("/");
        if (asked.path().startsWith("/rest/api/")) {
            return older(asked, parts);
        }
        if (!asked.path().startsWith("/api/v2/")) {
            throw new Refused(404, "Not Found");
        }
        return parts.length == 3 ? list(asked, parts[2]) : single(asked, parts[2], parts[3]);
    }

    private JsonNode older(Asked asked, String[] parts) {
        if (asked.path().equals("/rest/api/user/current")) {
            ObjectNode account = object().put("type", anonymous ? "anonymous" : "known");
            asked.takes();
            return tellsZone ? account.put("timeZone", world.zone.getId()) : account;
        }
        if (asked.path().equals("/rest/api/user")) {
            if (hidesPeople || !asked.takes("accountId").get("accountId").equals("ada")) {
                throw new Refused(404, "Not Found");
            }
            return object().put("displayName", "Ada Writer");
        }
        if (asked.path().equals("/rest/api/content/search")) {
            asked.takes("cql", "expand", "limit", "cursor");
            return page(
                    asked,
                    "/rest/api/content/search",
                    expand -> ConfluenceCql.search(world, asked.get("cql")).stream()
                            .map(item -> (JsonNode) classic.of(item, expand))
                            .toList());
        }
        if (asked.takes().path().matches("/rest/api/content/\\d+/child/attachment/att\\d+/download")
                && isFileOf(world.seen(parts[6]), parts[3])) {
            throw new Elsewhere(server.mediaAddress() + "/" + parts[6] + "?token=signed");
        }
        throw new Refused(404, "no such path: " + asked.path());
    }

    private static boolean isFileOf(@Nullable Item file, String page) {
        return file != null && file.status.equals("current") && file.container.equals(page);
    }

    private JsonNode page(Asked asked, String path, Function<String, List<JsonNode>> all) {
        String cursor = asked.get("cursor");
        if (!cursor.isEmpty() && !cursors.containsKey(cursor)) {
            throw new Refused(400, "The provided cursor was not valid.");
        }
        List<JsonNode> rows =
                cursor.isEmpty() ? all.apply(asked.get("expand")) : cursors.getOrDefault(cursor, List.of());
        int limit = Math.min(cap, Integer.parseInt(asked.get("limit")));
        if (limit < 1 || Integer.parseInt(asked.get("limit")) > 250) {
            throw new Refused(400, "limit");
        }
        ObjectNode page = object();
        ArrayNode results = page.putArray("results");
        rows.stream().limit(limit).forEach(results::add);
        ObjectNode links = page.putObject("_links").put("base", server.address() + "/wiki");
        if (rows.size() > limit) {
            String next = UUID.randomUUID().toString();
            cursors.put(next, new ArrayList<>(rows.subList(limit, rows.size())));
            String cql = asked.get("cql").isEmpty() ? "" : "&cql=" + Calls.encoded(asked.get("cql"));
            links.put("next", path + "?cursor=" + next + "&limit=" + asked.get("limit") + cql);
        }
        return page;
    }

    private JsonNode list(Asked asked, String kind) {
        return page(asked, "/wiki/api/v2/" + kind, ignored -> switch (kind) {
            case "spaces" -> spaces(asked.takes("keys", "limit"));
            case "pages" -> content(asked, "page");
            case "blogposts" -> content(asked, "blogpost");
            default -> throw new Refused(404, "no list of " + kind);
        });
    }

    private List<JsonNode> spaces(Asked asked) {
        Set<String> keys = atMost(250, asked.get("keys"));
        List<JsonNode> spaces = new ArrayList<>();
        world.spaces().forEach((key, open) -> {
            if (asked.get("keys").isEmpty() || keys.contains(key)) {
                spaces.add(space(key, open));
            }
        });
        return spaces;
    }

    private static ObjectNode space(String key, boolean open) {
        return object().put("id", spaceId(key)).put("key", key).put("status", open ? "current" : "archived");
    }

    static String spaceId(String key) {
        return "9" + Math.floorMod(key.hashCode(), 1_000_000);
    }

    private List<JsonNode> content(Asked asked, String type) {
        asked.takes("space-id", "id", "status", "limit", "cursor");
        if (!asked.get("status").equals("current")) {
            throw new Refused(400, "without status=current, archived pages come, too");
        }
        Set<String> ids = atMost(250, asked.get("id"));
        Set<String> spaces = atMost(100, asked.get("space-id"));
        Predicate<Item> wanted =
                item -> asked.get("id").isEmpty() ? spaces.contains(spaceId(item.space)) : ids.contains(item.id);
        return world.current().stream()
                .filter(item -> item.type.equals(type))
                .filter(wanted)
                .map(item -> (JsonNode) newer(item))
                .toList();
    }

    private static Set<String> atMost(int most, String list) {
        Set<String> values = Set.of(list.split(","));
        if (values.size() > most) {
            throw new Refused(400, "more than " + most + " values");
        }
        return values;
    }

    private JsonNode single(Asked asked, String kind, String id) {
        if (kind.equals("spaces")) {
            asked.takes();
            return world.spaces().entrySet().stream()
                    .filter(space -> spaceId(space.getKey()).equals(id))
                    .map(space -> space(space.getKey(), space.getValue()))
                    .findFirst()
                    .orElseThrow(() -> new Refused(404, "Not Found"));
        }
        asked.takes("body-format", "include-labels");
        Item item = world.seen(id);
        if (item == null || !kind.equals(kind(item))) {
            throw new Refused(404, "Not Found");
        }
        ObjectNode json = newer(item);
        ((ObjectNode) json.get("_links")).put("base", server.address() + "/wiki");
        if (asked.get("include-labels").equals("true")) {
            ArrayNode labels = json.putObject("labels").putArray("results");
            labels.addObject().put("prefix", "my").put("name", "favourite");
            item.labels.forEach(
                    label -> labels.addObject().put("prefix", "global").put("name", label));
        }
        if (asked.get("body-format").equals("storage")) {
            json.putObject("body").putObject("storage").put("value", item.storage);
        }
        return json;
    }

    private static String kind(Item item) {
        return item.type.equals("comment") ? item.inline ? "inline-comments" : "footer-comments" : item.type + "s";
    }

    private ObjectNode newer(Item item) {
        ObjectNode json = object();
        json.put("id", item.id).put("status", item.status).put("title", item.title);
        json.putObject("version")
                .put("number", item.version)
                .put("createdAt", item.modified.toString())
                .put("authorId", item.author);
        json.putObject("_links").put("webui", classic.webui(item));
        if (item.container.isEmpty()) {
            json.put("spaceId", spaceId(item.space));
            json.put("parentId", item.parent.isEmpty() ? null : item.parent);
            json.put("parentType", item.parent.isEmpty() ? null : world.get(item.parent).type);
        } else {
            boolean post = world.get(item.container).type.equals("blogpost");
            json.put("pageId", post ? null : item.container).put("blogPostId", post ? item.container : null);
            json.put("mediaType", item.mediaType()).put("fileSize", item.bytes.length);
        }
        return json;
    }

    private static ObjectNode object() {
        return ConfluenceServer.JSON.createObjectNode();
    }
}
