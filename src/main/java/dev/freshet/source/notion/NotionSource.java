package dev.freshet.source.notion;

import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource;
import dev.freshet.source.http.Http;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a Notion workspace. A document's id is the page's. What a cursor is: {@link NotionCursor}. Notion's times are
 * rounded down to the minute: a page that was edited just now is read again until its minute is over.
 */
public final class NotionSource implements ListedSource {

    /** Part of the recipe: raise it when the same page is rendered differently. */
    public static final String VERSION = "2";

    private final NotionOptions options;
    private final NotionApi api;
    private final NotionQueries queries;
    private final Places places;
    private final NotionPages pages;

    public NotionSource(NotionOptions options, Http http, Clock clock) {
        this.options = options;
        this.api = new NotionApi(options, http, clock);
        this.queries = new NotionQueries(api);
        this.places = new Places(api);
        this.pages = new NotionPages(api, places);
    }

    @Override
    public void begin() {
        pages.begin();
    }

    @Override
    public Listed list(@Nullable String cursor, Visitor visitor) throws IOException, InterruptedException {
        if (cursor == null) {
            return everything(visitor);
        }
        try {
            return changes(NotionCursor.parse(cursor), visitor);
        } catch (NotionException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            // a data source that the cursor knows is gone, or out of sight: look at all that is there
            return everything(visitor);
        }
    }

    private Listed everything(Visitor visitor) throws IOException, InterruptedException {
        api.time().begin();
        Set<String> dataSources = roots(visitor);
        NotionListing listing = listing(visitor);
        for (String dataSource : dataSources) {
            listing.rows(dataSource, null);
        }
        if (hasTrees()) {
            listing.trees();
        }
        return new Listed(
                NotionCursor.after(listing, Instant.EPOCH, api.time().begun(), dataSources)
                        .text(),
                true);
    }

    private Listed changes(NotionCursor cursor, Visitor visitor) throws IOException, InterruptedException {
        api.time().begin();
        NotionListing listing = listing(visitor);
        for (String dataSource : cursor.dataSources()) {
            listing.rows(dataSource, cursor.from());
        }
        if (hasTrees()) {
            listing.holes(cursor.holes());
            if (!listing.changedPages(cursor.from())) {
                return everything(visitor);
            }
        }
        return new Listed(
                NotionCursor.after(listing, cursor.newest(), api.time().begun(), cursor.dataSources())
                        .text(),
                false);
    }

    private boolean hasTrees() {
        return options.takesEverything() || !options.pages().isEmpty();
    }

    private NotionListing listing(Visitor visitor) {
        return new NotionListing(options, api, queries, places, pages, visitor);
    }

    /** The data sources of the databases that are roots. One that can't be seen keeps no other from its turn. */
    private Set<String> roots(Visitor visitor) throws IOException, InterruptedException {
        Set<String> all = new TreeSet<>();
        for (String database : options.databases()) {
            try {
                all.addAll(queries.dataSources(database));
            } catch (NotionException e) {
                if (!e.isRefusal()) {
                    throw e;
                }
                visitor.incomplete(String.valueOf(e.getMessage()));
            }
        }
        return all;
    }

    @Override
    public @Nullable ListedDocument find(String id) throws IOException, InterruptedException {
        try {
            var page = NotionPages.whole(api.get("pages/" + id));
            if (Places.isInTrash(page)) {
                return null;
            }
            Places.Place place = places.of(page);
            // a page that is there, below something that can't be seen, isn't proven to be elsewhere
            boolean isElsewhere = place.isKnown() && !NotionListing.isBelow(options, id, place);
            return place.inTrash() || isElsewhere ? null : pages.listed(page, place, blocks(id, place));
        } catch (NoSuchFileException gone) {
            return null;
        } catch (NotionException e) {
            if (e.isNotFound()) {
                return null;
            }
            throw e;
        }
    }

    /** As a listing has them, so that the fingerprint is the same; null = it has none, or the reading says why not. */
    private @Nullable List<Block> blocks(String id, Places.Place place) throws IOException, InterruptedException {
        if (!hasTrees() || options.databases().stream().anyMatch(place.containers()::contains)) {
            return null;
        }
        try {
            return pages.blocks(id);
        } catch (NotionException e) {
            return null;
        }
    }
}
