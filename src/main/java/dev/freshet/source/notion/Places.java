package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where pages are: the titles above them, and whether one of the roots is. What was seen is remembered, so that a listing
 * asks for each parent once.
 */
final class Places {

    /**
     * A page, database, data source or block that others are in.
     *
     * @param title empty where it has none
     * @param parent null = the workspace
     */
    record Node(String title, @Nullable Ref parent, boolean inTrash) {}

    /** Names another object. */
    record Ref(String kind, String id) {}

    /**
     * Where a page is.
     *
     * @param path titles of what it is in, the outermost first
     * @param ids of what it is in, of whatever kind
     * @param containers ids of the data source and the database that it is a row of
     * @param inTrash whether anything above is in the trash
     * @param isKnown whether the path leads to the workspace; else something above can't be seen
     */
    record Place(List<String> path, Set<String> ids, Set<String> containers, boolean inTrash, boolean isKnown) {}

    private final NotionApi api;
    private final Map<String, Optional<Node>> known = new HashMap<>();

    Places(NotionApi api) {
        this.api = api;
    }

    synchronized void forget() {
        known.clear();
    }

    /** Remembers an object of a listing. */
    synchronized void note(JsonNode object) {
        known.put(object.path("id").asText(), Optional.of(node(object)));
    }

    private static Node node(JsonNode object) {
        String title = isPage(object) ? PageProperties.title(object) : RichText.plain(object.path("title"));
        return new Node(title.strip(), parent(object), isInTrash(object));
    }

    /** What a query finds isn't always one: the pages of a wiki can have databases among them. */
    static boolean isPage(JsonNode object) {
        return object.path("object").asText().equals("page");
    }

    /** {@code archived} is what {@code in_trash} was called before 2026-03-11. */
    static boolean isInTrash(JsonNode object) {
        return object.path("in_trash").asBoolean() || object.path("archived").asBoolean();
    }

    private static @Nullable Ref parent(JsonNode object) {
        JsonNode parent = object.path("parent");
        String type = parent.path("type").asText();
        return switch (type) {
            case "page_id" -> new Ref("pages", parent.path(type).asText());
            case "database_id" -> new Ref("databases", parent.path(type).asText());
            case "data_source_id" -> new Ref("data_sources", parent.path(type).asText());
            case "block_id" -> new Ref("blocks", parent.path(type).asText());
            default -> null;
        };
    }

    /**
     * Finds the place of a page.
     *
     * @throws IOException where a parent can't be asked for; one that can't be seen ends the path
     */
    synchronized Place of(JsonNode page) throws IOException, InterruptedException {
        List<String> path = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> containers = new HashSet<>();
        boolean inTrash = false;
        boolean isRow = true;
        Ref next = parent(page);
        while (next != null && ids.add(next.id())) {
            isRow &= next.kind().equals("data_sources") || next.kind().equals("databases");
            if (isRow) {
                containers.add(next.id());
                isRow = !next.kind().equals("databases");
            }
            Node node = find(next);
            if (node == null) {
                break;
            }
            String container = next.kind().equals("data_sources") && node.parent() != null ? "" : node.title();
            if (!container.isBlank()) {
                path.add(container);
            }
            inTrash |= node.inTrash();
            next = node.parent();
        }
        Collections.reverse(path);
        return new Place(List.copyOf(path), Set.copyOf(ids), Set.copyOf(containers), inTrash, next == null);
    }

    /** Null where it can't be seen, which is remembered too: everything in it would ask again. */
    private @Nullable Node find(Ref ref) throws IOException, InterruptedException {
        Optional<Node> node = known.get(ref.id());
        if (node == null) {
            node = ask(ref);
            known.put(ref.id(), node);
        }
        return node.orElse(null);
    }

    private Optional<Node> ask(Ref ref) throws IOException, InterruptedException {
        try {
            JsonNode object = api.get(ref.kind() + "/" + ref.id());
            // where the connection may not read content, Notion gives an object's id and no more
            return object.has("parent") ? Optional.of(node(object)) : Optional.empty();
        } catch (NotionException e) {
            if (!e.isRefusal()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Title of a page or database; null = it can't be seen. */
    synchronized @Nullable String title(String id) throws IOException, InterruptedException {
        Optional<Node> found = known.get(id);
        if (found == null) {
            found = ask(new Ref("pages", id));
            found = found.isPresent() ? found : ask(new Ref("databases", id));
            known.put(id, found);
        }
        return found.map(Node::title).orElse(null);
    }
}
