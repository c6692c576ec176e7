package dev.freshet.source.confluence;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Names of people, each asked for once. Safe for many threads. */
final class People {

    /** Nobody of this name, or nobody that the account or its token may look up. */
    private static final Set<Integer> UNKNOWN = Set.of(400, 401, 403, 404, 410);

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Calls calls;

    People(Calls calls) {
        this.calls = calls;
    }

    /** Forgets whom nobody knew: the account may know them by now. */
    void begin() {
        names.values().removeIf(String::isBlank);
    }

    /**
     * A person's name.
     *
     * @param parameter which kind of id it is: {@code accountId}, {@code key} or {@code username}
     * @return blank = there is nobody with this id, or the account may not know
     */
    String name(String parameter, String id) throws IOException, InterruptedException {
        String key = parameter + '=' + id;
        String known = names.get(key);
        if (known != null) {
            return known;
        }
        String name = id.isBlank() ? "" : ask(parameter, id);
        names.put(key, name);
        return name;
    }

    private String ask(String parameter, String id) throws IOException, InterruptedException {
        try {
            var person = calls.get(Calls.path("/rest/api/user", parameter, id));
            String name = person.path("displayName").asText("");
            return name.isBlank() ? person.path("publicName").asText("") : name;
        } catch (Refusal e) {
            if (e.isOwn() && UNKNOWN.contains(e.status())) {
                return "";
            }
            throw e;
        }
    }
}
