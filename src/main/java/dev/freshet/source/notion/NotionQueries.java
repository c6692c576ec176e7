package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queries and searches that find pages. */
final class NotionQueries {

    private final NotionApi api;

    NotionQueries(NotionApi api) {
        this.api = api;
    }

    /**
     * The data sources of a database, or what a data source's own id names. Before 2025-09-03 a database is its own.
     *
     * @throws NotionException if it can't be seen
     */
    Set<String> dataSources(String database) throws IOException, InterruptedException {
        if (!api.options().hasDataSources()) {
            api.get("databases/" + database);
            return Set.of(database);
        }
        try {
            Set<String> ids = new LinkedHashSet<>();
            api.get("databases/" + database)
                    .path("data_sources")
                    .forEach(source -> ids.add(source.path("id").asText()));
            return ids;
        } catch (NotionException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            return Set.of(api.get("data_sources/" + database).path("id").asText());
        }
    }

    /**
     * Reads the rows of a data source. Notion gives 10,000 of a query and no more, so the next one begins at the creation
     * of the last.
     *
     * @param since rows that were edited at this minute or later, ISO-8601; null = all
     */
    void rows(String dataSource, @Nullable String since, NotionApi.Sink sink) throws IOException, InterruptedException {
        String path = (api.options().hasDataSources() ? "data_sources/" : "databases/") + dataSource + "/query";
        String[] created = {""};
        boolean[] stopped = {false};
        String from = null;
        while (!api.query(path, body(since, from), object -> {
            created[0] = object.path("created_time").asText(created[0]);
            stopped[0] = !sink.take(object);
            return !stopped[0];
        })) {
            if (stopped[0]) {
                return;
            }
            if (created[0].equals(from)) {
                throw new IOException("More than 10,000 rows of data source " + dataSource
                        + " were created in one minute, and Notion gives no more of them. Nothing was deleted.");
            }
            from = created[0];
        }
    }

    private static ObjectNode body(@Nullable String since, @Nullable String from) {
        ObjectNode body = NotionApi.JSON.createObjectNode();
        ArrayNode conditions = NotionApi.JSON.createArrayNode();
        if (since != null) {
            conditions.add(onOrAfter("last_edited_time", since));
        }
        if (from != null) {
            conditions.add(onOrAfter("created_time", from));
        }
        if (conditions.size() == 1) {
            body.set("filter", conditions.get(0));
        } else if (conditions.size() == 2) {
            body.putObject("filter").set("and", conditions);
        }
        body.putArray("sorts").addObject().put("timestamp", "created_time").put("direction", "ascending");
        return body;
    }

    private static ObjectNode onOrAfter(String timestamp, String time) {
        ObjectNode condition = NotionApi.JSON.createObjectNode();
        condition.put("timestamp", timestamp).putObject(timestamp).put("on_or_after", time);
        return condition;
    }

    /**
     * Searches for what is shared, the last edited first.
     *
     * @param kind {@code page}, or {@code database} for what holds rows
     * @return whether nothing was left out; false = there is more than the 10,000 that Notion gives of a search
     */
    boolean newest(String kind, NotionApi.Sink sink) throws IOException, InterruptedException {
        return search(kind, "descending", sink);
    }

    /**
     * Searches for all that is shared. Notion gives 10,000 of a search and no more, so a second one begins at the other
     * end. What both find comes twice.
     *
     * @param kind {@code page}, or {@code database} for what holds rows
     * @return whether nothing was left out
     */
    boolean all(String kind, NotionApi.Sink sink) throws IOException, InterruptedException {
        Instant[] oldest = {Instant.MAX};
        return newest(kind, object -> {
                    oldest[0] = NotionPages.edited(NotionPages.whole(object));
                    return sink.take(object);
                })
                || search(
                        kind,
                        "ascending",
                        object ->
                                !NotionPages.edited(NotionPages.whole(object)).isAfter(oldest[0]) && sink.take(object));
    }

    private boolean search(String kind, String direction, NotionApi.Sink sink)
            throws IOException, InterruptedException {
        ObjectNode body = NotionApi.JSON.createObjectNode();
        String value = kind.equals("database") && api.options().hasDataSources() ? "data_source" : kind;
        body.putObject("filter").put("property", "object").put("value", value);
        body.putObject("sort").put("timestamp", "last_edited_time").put("direction", direction);
        boolean[] stopped = {false};
        boolean whole = api.query("search", body, object -> {
            stopped[0] = !sink.take(object);
            return !stopped[0];
        });
        return whole || stopped[0];
    }
}
