package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names of people and bots. Safe for many threads. */
final class People {

    private final NotionApi api;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    People(NotionApi api) {
        this.api = api;
    }

    /** Asks again for those whose names weren't given: the right to see them may have come since. */
    void forgetUnnamed() {
        names.values().removeIf(String::isEmpty);
    }

    /**
     * Finds a name. Partial users have an id alone, and to ask for the name is a right that the connection may not have.
     *
     * @return empty = it can't be seen
     */
    String name(JsonNode user) throws IOException, InterruptedException {
        String name = user.path("name").asText("");
        String id = user.path("id").asText("");
        if (!name.isEmpty() || id.isEmpty()) {
            return name;
        }
        String known = names.get(id);
        if (known == null) {
            known = ask(id);
            names.put(id, known);
        }
        return known;
    }

    private String ask(String id) throws IOException, InterruptedException {
        try {
            return api.get("users/" + id).path("name").asText("");
        } catch (NotionException e) {
            if (e.isRefusal()) {
                return "";
            }
            throw e;
        }
    }
}
