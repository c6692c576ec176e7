package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.confluence.Entry.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where content of Cloud lies: an answer names its space and its parent by ids alone. Parents may be folders,
 * whiteboards, databases and embedded links, too.
 */
final class CloudTree {

    private static final Set<String> KINDS = Set.of("page", "folder", "whiteboard", "database", "embed");

    /**
     * A place in the tree.
     *
     * @param parent id; blank = it lies at the top
     */
    private record Node(String title, String parent, String parentKind) {

        static final Node HIDDEN = new Node("", "", "");
    }

    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    private final Map<String, String> spaces = new ConcurrentHashMap<>();
    private final Calls calls;

    CloudTree(Calls calls) {
        this.calls = calls;
    }

    void forget() {
        nodes.clear();
        spaces.clear();
    }

    void space(String id, String key) {
        spaces.put(id, key);
    }

    /** Remembers where a page or folder lies. */
    void learn(JsonNode content) {
        nodes.put(content.path("id").asText(""), node(content));
    }

    private static Node node(JsonNode content) {
        return new Node(
                content.path("title").asText(""),
                content.path("parentId").asText(""),
                content.path("parentType").asText("page"));
    }

    String spaceKey(String id) throws IOException, InterruptedException {
        String known = spaces.get(id);
        if (known == null) {
            known = calls.get("/api/v2/spaces/" + Calls.encoded(id)).path("key").asText("");
            spaces.put(id, known);
        }
        return known;
    }

    /** What lies above, from the top down. Ends below what the account may not see. */
    List<Place> above(JsonNode content) throws IOException, InterruptedException {
        List<Place> places = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Node node = node(content);
        while (!node.parent().isEmpty() && seen.add(node.parent())) {
            String id = node.parent();
            node = find(id, node.parentKind());
            if (node.equals(Node.HIDDEN)) {
                break;
            }
            places.add(new Place(id, node.title()));
        }
        Collections.reverse(places);
        return List.copyOf(places);
    }

    private Node find(String id, String kind) throws IOException, InterruptedException {
        Node known = nodes.get(id);
        if (known == null) {
            known = KINDS.contains(kind) ? ask(id, kind) : Node.HIDDEN;
            nodes.put(id, known);
        }
        return known;
    }

    private Node ask(String id, String kind) throws IOException, InterruptedException {
        try {
            return node(calls.get("/api/v2/" + kind + "s/" + Calls.encoded(id)));
        } catch (Refusal e) {
            if (e.isMissing()) {
                return Node.HIDDEN;
            }
            throw e;
        }
    }
}
