package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.ListedSource.Visitor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Shows pages and, by their blocks, all pages and rows of databases below them, each once. */
final class PageWalk {

    /** So many pages in a row without their blocks are an outage, and not the pages' own failures. */
    private static final int MOST_FAILING = 3;

    /** Page objects that are held as they are: of the others, what is needed to go on. */
    static final int MOST_WHOLE = 500;

    private final NotionOptions options;
    private final NotionApi api;
    private final NotionQueries queries;
    private final Places places;
    private final NotionPages pages;
    private final Visitor visitor;
    private final Set<String> queried = new HashSet<>();
    private final Set<String> walked = new HashSet<>();
    private final Deque<JsonNode> open = new ArrayDeque<>();
    private final Deque<String> below = new ArrayDeque<>();
    private final Set<String> holes = new TreeSet<>();
    private int failing;
    private Instant newest = Instant.EPOCH;

    PageWalk(
            NotionOptions options,
            NotionApi api,
            NotionQueries queries,
            Places places,
            NotionPages pages,
            Visitor visitor) {
        this.options = options;
        this.api = api;
        this.queries = queries;
        this.places = places;
        this.pages = pages;
        this.visitor = visitor;
    }

    /** The newest time of editing that was seen. */
    Instant newest() {
        return newest;
    }

    /** Pages whose blocks couldn't be read. */
    Set<String> holes() {
        return holes;
    }

    void see(JsonNode page) throws IOException {
        places.note(NotionPages.whole(page));
        Instant edited = NotionPages.edited(page);
        newest = edited.isAfter(newest) ? edited : newest;
    }

    /** Whether the rows of a data source are to be asked for: they are once. */
    boolean asksFor(String dataSource) {
        return queried.add(dataSource);
    }

    /** Has a page walked by {@link #go}. */
    void add(JsonNode page) {
        if (!walked.contains(page.path("id").asText())) {
            open.add(open.size() < MOST_WHOLE ? page : Outline.of(page));
        }
    }

    /** Has pages walked by {@link #go} that have to be asked for. */
    void addAll(Collection<String> ids) {
        below.addAll(ids);
    }

    /**
     * Walks what was added, and what is below it.
     *
     * @param everything false = of what is below, pages alone that nobody knows
     */
    void go(boolean everything) throws IOException, InterruptedException {
        JsonNode page;
        while (!visitor.cancelled() && (page = next()) != null) {
            walk(page, everything);
        }
    }

    private @Nullable JsonNode next() throws IOException, InterruptedException {
        JsonNode page = open.poll();
        while (page == null && !below.isEmpty()) {
            page = pageBelow(below.remove());
        }
        return page;
    }

    /** A page inside of another may be out of sight; a root may not. */
    private @Nullable JsonNode pageBelow(String id) throws IOException, InterruptedException {
        try {
            return walked.contains(id) ? null : api.get("pages/" + id);
        } catch (NotionException e) {
            if (!e.isNotFound() || options.pages().contains(id)) {
                throw e;
            }
            return null;
        }
    }

    private void walk(JsonNode page, boolean everything) throws IOException, InterruptedException {
        String id = page.path("id").asText();
        if (!walked.add(id) || Places.isInTrash(page)) {
            return;
        }
        see(page);
        Places.Place place = places.of(page);
        List<Block> blocks = blocks(id);
        visitor.document(pages.listed(page, place, blocks));
        for (Block inside : BlockWalk.placesIn(blocks == null ? List.of() : blocks)) {
            if (inside.type().equals("child_database")) {
                if (everything) {
                    rowsOf(inside.id());
                }
            } else if (everything || visitor.fingerprint(inside.id()) == null) {
                below.add(inside.id());
            }
        }
    }

    /** Null where they can't be read: that is the page's own failure, and a hole for what is below it. */
    private @Nullable List<Block> blocks(String page) throws IOException, InterruptedException {
        try {
            List<Block> blocks = pages.blocks(page);
            failing = 0;
            return blocks;
        } catch (NoSuchFileException gone) {
            return null;
        } catch (NotionException e) {
            // that Notion has no content for a page which is there is no outage
            if (e.isUnauthorized() || (!e.isNotFound() && ++failing >= MOST_FAILING)) {
                throw e;
            }
            holes.add(page);
            return null;
        }
    }

    /** Rows of a database in a page are pages below it. The API doesn't give linked databases. */
    private void rowsOf(String database) throws IOException, InterruptedException {
        Set<String> dataSources = Set.of();
        try {
            dataSources = queries.dataSources(database);
        } catch (NotionException e) {
            leaveOut(database, e);
        }
        for (String dataSource : dataSources) {
            rows(dataSource);
        }
    }

    /** Walks the rows of a data source. */
    void rows(String dataSource) throws IOException, InterruptedException {
        if (visitor.cancelled() || !asksFor(dataSource)) {
            return;
        }
        boolean[] given = {false};
        List<JsonNode> inside = new ArrayList<>();
        try {
            queries.rows(dataSource, null, object -> {
                given[0] = true;
                if (Places.isPage(object)) {
                    walk(object, true);
                } else {
                    inside.add(object);
                }
                return !visitor.cancelled();
            });
        } catch (NotionException e) {
            if (given[0]) {
                // its other rows aren't left out: they are missing
                throw e;
            }
            leaveOut(dataSource, e);
        }
        for (JsonNode object : inside) {
            rowsInside(object);
        }
    }

    /** The pages of a wiki can have databases among them, and before 2025-09-03 those have no data sources. */
    private void rowsInside(JsonNode object) throws IOException, InterruptedException {
        String id = object.path("id").asText();
        if (Places.isInTrash(object)) {
            return;
        }
        if (object.path("object").asText().equals("database")) {
            rowsOf(id);
        } else {
            rows(id);
        }
    }

    private void leaveOut(String database, NotionException e) throws NotionException {
        if (!e.isRefusal()) {
            throw e;
        }
        visitor.excluded(database, "a database that the API doesn't give: " + e.getMessage());
    }
}
