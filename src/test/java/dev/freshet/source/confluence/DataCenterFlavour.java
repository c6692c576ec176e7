package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.source.confluence.ConfluenceServer.Asked;
import dev.freshet.source.confluence.ConfluenceServer.Elsewhere;
import dev.freshet.source.confluence.ConfluenceServer.Refused;
import dev.freshet.source.confluence.ConfluenceWorld.Item;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers as Data Center does: below a path of its own, with pages as small as it likes. */
final class DataCenterFlavour implements ConfluenceServer.Flavour {

    static final String ROOT = "/confluence";
    static final String TOKEN = "dc-token";

    /** Most rows on a page, whatever is asked for. */
    int cap = 200;

    /** Servers before 7.18 can't. */
    boolean scans = true;

    private final ConfluenceServer server;
    private final ConfluenceWorld world;
    private final ClassicContent classic;

    DataCenterFlavour(ConfluenceServer server) {
        this.server = server;
        this.world = server.world;
        this.classic = new ClassicContent(server.world, false);
    }

    @Override
    public String root() {
        return ROOT;
    }

    @Override
    public boolean isWelcome(@Nullable String authorization) {
        return ("Bearer " + TOKEN).equals(authorization);
    }

    @Override
    public ObjectNode error(int status, String message) {
        return object().put("statusCode", status).put("message", message);
    }

    @Override
    public JsonNode answer(Asked asked) {
        String path = asked.path();
        if (path.equals("/rest/api/user/current")) {
            asked.takes();
            return object().put("type", "known").put("username", "bot").put("displayName", "Bot");
        }
        if (path.equals("/rest/api/user")) {
            if (!asked.takes("key", "username").get("key").equals("ada")) {
                throw new Refused(404, "No user found");
            }
            return object().put("displayName", "Ada Writer");
        }
        if (path.startsWith("/download/attachments/")) {
            String link = path + "?version="
                    + asked.takes("version", "modificationDate", "api").get("version") + "&modificationDate=1&api=v2";
            Item file = world.current().stream()
                    .filter(item -> ClassicContent.download(item).equals(link))
                    .findFirst()
                    .orElseThrow(() -> new Refused(404, "no such file: " + link));
            throw new Elsewhere(server.mediaAddress() + "/" + file.id);
        }
        if (path.startsWith("/rest/api/space")) {
            return spaces(asked);
        }
        return switch (path) {
            case "/rest/api/content/search" ->
                page(asked.takes("cql", "expand", "start", "limit"), ConfluenceCql.search(world, asked.get("cql")));
            case "/rest/api/content/scan" ->
                scan(asked.takes("type", "status", "expand", "spaceKey", "limit", "cursor"));
            case "/rest/api/content" ->
                page(asked.takes("type", "status", "expand", "spaceKey", "start", "limit"), chosen(asked));
            default -> single(asked.takes("expand"));
        };
    }

    private JsonNode spaces(Asked asked) {
        if (asked.path().equals("/rest/api/space")) {
            List<String> open = world.spaces().entrySet().stream()
                    .filter(space -> space.getValue())
                    .map(space -> space.getKey())
                    .toList();
            return page(asked.takes("status", "start", "limit"), open, key -> object().put("key", key));
        }
        String key = asked.takes().path().substring("/rest/api/space/".length());
        Boolean open = world.spaces().get(key);
        if (open == null) {
            throw new Refused(404, "No space with key : " + key);
        }
        return object().put("key", key).put("status", open ? "CURRENT" : "ARCHIVED");
    }

    private List<Item> chosen(Asked asked) {
        return world.current().stream()
                .filter(item -> item.type.equals(asked.get("type")))
                .filter(item ->
                        asked.get("spaceKey").isEmpty() || asked.get("spaceKey").equals(item.space))
                .toList();
    }

    private JsonNode page(Asked asked, List<Item> all) {
        return page(asked, all, item -> classic.of(item, asked.get("expand")));
    }

    /** The link to the next page counts what was asked for, not what is given, as servers do. */
    private <T> JsonNode page(Asked asked, List<T> all, Function<T, JsonNode> json) {
        int start = Integer.parseInt(asked.get("start"));
        int limit = Math.min(cap, Integer.parseInt(asked.get("limit")));
        ObjectNode page = object().put("start", start).put("limit", limit);
        ArrayNode results = page.putArray("results");
        all.stream().skip(start).limit(limit).map(json).forEach(results::add);
        ObjectNode links = page.putObject("_links").put("base", server.address() + ROOT);
        if (start + limit < all.size()) {
            links.put("next", asked.path() + "?start=" + (start + Integer.parseInt(asked.get("limit"))));
        }
        return page;
    }

    private JsonNode scan(Asked asked) {
        if (!scans || !asked.get("type").equals("page")) {
            throw new Refused(404, "No content found with id: scan");
        }
        String cursor = asked.get("cursor");
        if (!cursor.isEmpty() && !cursor.startsWith("content:false:")) {
            throw new Refused(400, "cursor");
        }
        int last = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring("content:false:".length()));
        List<Item> rest = chosen(asked).stream()
                .filter(item -> Integer.parseInt(item.id) > last)
                .toList();
        int limit = Math.min(cap, Integer.parseInt(asked.get("limit")));
        ObjectNode page = object().put("limit", limit);
        ArrayNode results = page.putArray("results");
        rest.stream().limit(limit).forEach(item -> results.add(classic.of(item, asked.get("expand"))));
        if (rest.size() > limit) {
            page.put("nextCursor", "content:false:" + rest.get(limit - 1).id);
        }
        return page;
    }

    private JsonNode single(Asked asked) {
        String id = asked.path().substring("/rest/api/content/".length());
        Item item = world.seen(id);
        if (item == null || item.status.equals("trashed")) {
            throw new Refused(404, "No content found with id: ContentId{id=" + id + "}");
        }
        return classic.of(item, asked.get("expand"));
    }

    private static ObjectNode object() {
        return ConfluenceServer.JSON.createObjectNode();
    }
}
