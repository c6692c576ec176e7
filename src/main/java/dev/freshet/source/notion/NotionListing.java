package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource.Visitor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One listing: the rows of databases, and pages with what is below them. */
final class NotionListing {

    private final NotionOptions options;
    private final NotionApi api;
    private final NotionQueries queries;
    private final Places places;
    private final NotionPages pages;
    private final Visitor visitor;
    private final Set<String> queried = new HashSet<>();
    private final Set<String> walked = new HashSet<>();
    private final Deque<JsonNode> open = new ArrayDeque<>();
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

    private void see(JsonNode page) {
        places.note(page);
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
        for (String root : options.pages()) {
            open.add(api.get("pages/" + root));
        }
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
        changed.forEach(this::see);
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
        while ((page = open.poll()) != null && !visitor.cancelled()) {
            if (walked.add(page.path("id").asText()) && !Places.isInTrash(page)) {
                see(page);
                walk(page, everything);
            }
        }
    }

    private void walk(JsonNode page, boolean everything) throws IOException, InterruptedException {
        String id = page.path("id").asText();
        Places.Place place = places.of(page);
        List<Block> blocks;
        try {
            blocks = pages.blocks(id);
        } catch (IOException e) {
            // the failure is the page's own: its reading fails by the same error, or doesn't
            visitor.document(pages.listed(page, place, null));
            return;
        }
        visitor.document(pages.listed(page, place, blocks));
        for (Block below : BlockWalk.placesIn(blocks)) {
            if (below.type().equals("child_database")) {
                if (everything) {
                    open(below.id());
                }
            } else if (everything || visitor.fingerprint(below.id()) == null) {
                openPage(below.id());
            }
        }
    }

    private void openPage(String id) throws IOException, InterruptedException {
        try {
            open.add(api.get("pages/" + id));
        } catch (NotionException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    /** Rows of a database in a page are pages below it. The API doesn't know linked databases: 404. */
    private void open(String database) throws IOException, InterruptedException {
        Set<String> dataSources;
        try {
            dataSources = queries.dataSources(database);
        } catch (NotionException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            visitor.excluded(database, "a linked database, which the API doesn't give");
            return;
        }
        for (String dataSource : dataSources) {
            if (queried.add(dataSource)) {
                queries.rows(dataSource, null, row -> open.add(row) && !visitor.cancelled());
            }
        }
    }
}
