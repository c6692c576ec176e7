package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists of Cloud, which go on where the answer's link says. Its links begin at different places. */
final class CloudPages {

    private static final List<String> STARTS = List.of("/api/v2/", "/rest/api/");

    private CloudPages() {}

    /**
     * A page of a list.
     *
     * @param base what addresses for people begin with
     */
    record Row(JsonNode content, String base) {}

    /** All rows of a list, whatever the size of its pages. */
    static List<Row> all(Calls calls, String path) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String next = path;
        while (!next.isEmpty()) {
            if (!seen.add(next)) {
                throw new IOException("A list of Confluence leads back to its page " + next
                        + ", so that it has no end. The next pass asks again.");
            }
            calls.goOn();
            JsonNode page = calls.page(next);
            String base = page.at("/_links/base").asText("");
            Calls.results(page).forEach(row -> rows.add(new Row(row, base)));
            next = page.path("results").isEmpty()
                    ? ""
                    : below(page.at("/_links/next").asText(""));
        }
        return rows;
    }

    /** The part of a link below the site's root; blank for none. */
    private static String below(String link) {
        return STARTS.stream()
                .filter(link::contains)
                .map(start -> link.substring(link.indexOf(start)))
                .findFirst()
                .orElse("");
    }
}
