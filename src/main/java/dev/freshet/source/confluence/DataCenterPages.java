package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.confluence.Entry.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists of Data Center, which go on after as many rows as came, not as were asked for. */
final class DataCenterPages {

    /** What servers before 7.18 answer, which take the word for an id. */
    private static final Set<Integer> KNOWS_NO_SCAN = Set.of(400, 404, 405);

    private final Calls calls;
    private boolean scans = true;

    DataCenterPages(Calls calls) {
        this.calls = calls;
    }

    /** All rows of a list, whatever the size of its pages. */
    List<JsonNode> all(String path, int limit) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        boolean more = true;
        int most = limit;
        while (more) {
            calls.goOn();
            JsonNode page =
                    calls.page(path + (path.contains("?") ? '&' : '?') + "start=" + rows.size() + "&limit=" + most);
            most = given(page, most);
            Calls.results(page).forEach(rows::add);
            more = !page.path("results").isEmpty() && page.at("/_links").has("next");
        }
        return rows;
    }

    /** Rows of a page, which a server lowers by itself, and which were lowered for a slow one. */
    private static int given(JsonNode page, int asked) {
        return Math.max(1, Math.min(asked, page.path("limit").asInt(asked)));
    }

    /**
     * All current content of a kind. Pages are scanned where the server can: such a list stands still while pages come
     * and go, and one by numbers doesn't.
     *
     * @param space key; blank = all
     */
    List<JsonNode> content(Kind kind, String space, String expand, int limit) throws IOException, InterruptedException {
        List<String> parameters = new ArrayList<>(List.of("type", kind.text(), "status", "current", "expand", expand));
        if (!space.isEmpty()) {
            parameters.addAll(List.of("spaceKey", space));
        }
        String[] asked = parameters.toArray(String[]::new);
        if (kind == Kind.PAGE && scans) {
            try {
                return scan(Calls.path("/rest/api/content/scan", asked), limit);
            } catch (Refusal e) {
                if (!KNOWS_NO_SCAN.contains(e.status())) {
                    throw e;
                }
                scans = false;
            }
        }
        return all(Calls.path("/rest/api/content", asked), limit);
    }

    private List<JsonNode> scan(String path, int limit) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String cursor = "";
        int most = limit;
        do {
            calls.goOn();
            JsonNode page =
                    calls.page(path + "&limit=" + most + (cursor.isEmpty() ? "" : "&cursor=" + Calls.encoded(cursor)));
            most = given(page, most);
            Calls.results(page).forEach(rows::add);
            cursor = page.path("results").isEmpty()
                    ? ""
                    : page.path("nextCursor").asText("");
            if (!cursor.isEmpty() && !seen.add(cursor)) {
                throw new IOException("A list of Confluence leads back to its cursor " + cursor
                        + ", so that it has no end. The next pass asks again.");
            }
        } while (!cursor.isEmpty());
        return rows;
    }
}
