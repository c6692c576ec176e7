package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource.Visitor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One listing: the rows of databases, and pages with what is below them. */
final class NotionListing {

    /** So many pages in a row without their blocks are an outage, and not the pages' own failures. */
    private static final int MOST_FAILING = 3;

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

    NotionListing(
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

    /** The newest time of editing that was seen, or the given one where that is newer. */
    Instant newest(Instant atLeast) {
        return newest.isAfter(atLeast) ? newest : atLeast;
    }

    /** Pages whose blocks couldn't be read. */
    Set<String> newHoles() {
        return holes;
    }

    /**
     * Shows the rows of a data source.
     *
     * @param since null = all of them
     */
    void rows(String dataSource, @Nullable String since) throws IOException, InterruptedException {
        if (queried.add(dataSource)) {
            queries.rows(dataSource, since, page -> {
                see(page);
                if (!Places.isInTrash(page)) {
                    ListedDocument known = since == null ? null : asKnown(page);
                    visitor.document(known == null ? pages.listed(page, places.of(page), null) : known);
                }
                return !visitor.cancelled();
            });
        }
    }

    private void see(JsonNode page) throws IOException {
        places.note(NotionPages.whole(page));
        newest = newest(NotionPages.edited(page));
    }

    /**
     * Shows the page roots, or all that a search finds, and all pages below them. What a search misses, the blocks of the
     * page above have.
     */
    void trees() throws IOException, InterruptedException {
        if (options.takesEverything()) {
            queries.search("page", page -> open.add(page) && !visitor.cancelled());
            queries.search("database", object -> {
                places.note(object);
                open(object.path("id").asText());
                return !visitor.cancelled();
            });
        }
        below.addAll(options.pages());
        walkOpen(true);
    }

    /** Shows pages whose blocks couldn't be read before, with all that is below them. */
    void holes(Set<String> pagesWithHoles) throws IOException, InterruptedException {
        below.addAll(pagesWithHoles);
        walkOpen(true);
    }

    /** Shows pages that a search says were edited, and pages below them that nobody knows. */
    void changedPages(String since) throws IOException, InterruptedException {
        Instant from = Instant.parse(since);
        List<JsonNode> changed = new ArrayList<>();
        queries.search("page", page -> {
            boolean recent = !NotionPages.edited(page).isBefore(from);
            return recent && changed.add(page) && !visitor.cancelled();
        });
        for (JsonNode page : changed) {
            see(page);
        }
        for (JsonNode page : changed) {
            ListedDocument known = asKnown(page);
            if (known != null) {
                visitor.document(known);
            } else if (isBelow(options, page.path("id").asText(), places.of(page))) {
                open.add(page);
            }
        }
        walkOpen(false);
    }

    private @Nullable ListedDocument asKnown(JsonNode page) {
        return pages.asKnown(page, visitor.fingerprint(page.path("id").asText()));
    }

    /** Whether a page is one of those that are wanted. A row's sub-pages aren't rows of its database. */
    static boolean isBelow(NotionOptions options, String id, Places.Place place) {
        return options.takesEverything()
                || options.pages().contains(id)
                || options.pages().stream().anyMatch(place.ids()::contains)
                || options.databases().stream().anyMatch(place.containers()::contains);
    }

    private void walkOpen(boolean everything) throws IOException, InterruptedException {
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
                    open(inside.id());
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
            if (e.isUnauthorized() || ++failing >= MOST_FAILING) {
                throw e;
            }
            holes.add(page);
            return null;
        }
    }

    /** Rows of a database in a page are pages below it. The API doesn't give linked databases. */
    private void open(String database) throws IOException, InterruptedException {
        try {
            for (String dataSource : queries.dataSources(database)) {
                if (queried.add(dataSource)) {
                    queries.rows(dataSource, null, row -> {
                        walk(row, true);
                        return !visitor.cancelled();
                    });
                }
            }
        } catch (NotionException e) {
            if (!e.isRefusal()) {
                throw e;
            }
            visitor.excluded(database, "a database that the API doesn't give: " + e.getMessage());
        }
    }
}
