package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource.Visitor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One listing: the rows of databases, and pages with what is below them. */
final class NotionListing {

    private final NotionOptions options;
    private final NotionQueries queries;
    private final Places places;
    private final NotionPages pages;
    private final Visitor visitor;
    private final PageWalk walk;

    NotionListing(
            NotionOptions options,
            NotionApi api,
            NotionQueries queries,
            Places places,
            NotionPages pages,
            Visitor visitor) {
        this.options = options;
        this.queries = queries;
        this.places = places;
        this.pages = pages;
        this.visitor = visitor;
        this.walk = new PageWalk(options, api, queries, places, pages, visitor);
    }

    /** The newest time of editing that was seen, or the given one where that is newer. */
    Instant newest(Instant atLeast) {
        return walk.newest().isAfter(atLeast) ? walk.newest() : atLeast;
    }

    /** Pages whose blocks couldn't be read. */
    Set<String> newHoles() {
        return walk.holes();
    }

    /**
     * Shows the rows of a data source.
     *
     * @param since null = all of them
     */
    void rows(String dataSource, @Nullable String since) throws IOException, InterruptedException {
        if (walk.asksFor(dataSource)) {
            queries.rows(dataSource, since, object -> {
                if (Places.isPage(object)) {
                    row(object, since != null);
                } else {
                    visitor.excluded(
                            object.path("id").asText(), "a database inside of this one; name it in 'databases'");
                }
                return !visitor.cancelled();
            });
        }
    }

    private void row(JsonNode page, boolean changesAlone) throws IOException, InterruptedException {
        walk.see(page);
        if (!Places.isInTrash(page)) {
            ListedDocument known = changesAlone ? asKnown(page) : null;
            visitor.document(known == null ? pages.listed(page, places.of(page), null) : known);
        }
    }

    /**
     * Shows the page roots, or all that a search finds, and all pages below them. What a search misses, the blocks of the
     * page above have.
     */
    void trees() throws IOException, InterruptedException {
        if (options.takesEverything()) {
            shared();
        }
        walk.addAll(options.pages());
        walk.go(true);
    }

    /** Rows come by queries, which have no end at 10,000; what isn't a row comes by the search alone. */
    private void shared() throws IOException, InterruptedException {
        Set<String> dataSources = new LinkedHashSet<>();
        boolean whole = queries.all("database", object -> {
            places.note(object);
            dataSources.add(object.path("id").asText());
            return !visitor.cancelled();
        });
        for (String dataSource : dataSources) {
            walk.rows(dataSource);
        }
        whole &= queries.all("page", page -> {
            walk.add(page);
            return !visitor.cancelled();
        });
        if (!whole) {
            visitor.incomplete("More than 20,000 pages are shared, and Notion's search gives no more, so there may be"
                    + " others. Name the databases and pages to take in 'databases' and 'pages'.");
        }
    }

    /** Shows pages whose blocks couldn't be read before, with all that is below them. */
    void holes(Set<String> pagesWithHoles) throws IOException, InterruptedException {
        walk.addAll(pagesWithHoles);
        walk.go(true);
    }

    /**
     * Shows pages that a search says were edited, and pages below them that nobody knows.
     *
     * @return false = there are more than a search gives
     */
    boolean changedPages(String since) throws IOException, InterruptedException {
        Instant from = Instant.parse(since);
        List<JsonNode> changed = new ArrayList<>();
        boolean whole = queries.newest("page", page -> {
            boolean recent = !NotionPages.edited(NotionPages.whole(page)).isBefore(from);
            return recent
                    && changed.add(changed.size() < PageWalk.MOST_WHOLE ? page : Outline.of(page))
                    && !visitor.cancelled();
        });
        for (JsonNode page : changed) {
            walk.see(page);
        }
        for (JsonNode page : changed) {
            ListedDocument known = asKnown(page);
            if (known != null) {
                visitor.document(known);
            } else if (isBelow(options, page.path("id").asText(), places.of(page))) {
                walk.add(page);
            }
        }
        walk.go(false);
        return whole;
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
}
