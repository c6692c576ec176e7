package dev.freshet.source.notion;

import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource;
import dev.freshet.source.http.Http;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a Notion workspace. A document's id is the page's. A cursor is the newest time of editing that a listing saw,
 * and the data sources it knew, so that an idle pass costs one query for each.
 *
 * <p>Notion's times are rounded down to the minute and its index is late: a listing of changes begins some minutes before
 * its cursor, and a page that was edited just now is read again until its minute is over.
 */
public final class NotionSource implements ListedSource {

    /** Part of the recipe: raise it when the same page is rendered differently. */
    public static final String VERSION = "1";

    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final NotionOptions options;
    private final NotionApi api;
    private final NotionQueries queries;
    private final Places places;
    private final NotionPages pages;

    public NotionSource(NotionOptions options, Http http, Clock clock) {
        this.options = options;
        this.api = new NotionApi(options, http);
        this.queries = new NotionQueries(api);
        this.places = new Places(api);
        this.pages = new NotionPages(api, places, clock);
    }

    @Override
    public Listed list(@Nullable String cursor, Visitor visitor) throws IOException, InterruptedException {
        String[] parts = cursor == null ? new String[0] : cursor.split(" ", -1);
        Set<String> dataSources = cursor == null
                ? roots()
                : new LinkedHashSet<>(Arrays.asList(parts).subList(1, parts.length));
        if (cursor == null) {
            places.forget();
        }
        Instant since = cursor == null ? null : Instant.parse(parts[0]);
        NotionListing listing = new NotionListing(options, api, queries, places, pages, visitor);
        String from = since == null
                ? null
                : since.minus(OVERLAP).truncatedTo(ChronoUnit.MINUTES).toString();
        for (String dataSource : dataSources) {
            listing.rows(dataSource, from);
        }
        if (options.takesEverything() || !options.pages().isEmpty()) {
            if (from == null) {
                listing.trees();
            } else {
                listing.changedPages(from);
            }
        }
        Instant newest = listing.newest(since == null ? Instant.EPOCH : since);
        return new Listed(newest + join(dataSources), cursor == null);
    }

    private static String join(Set<String> ids) {
        StringBuilder text = new StringBuilder();
        ids.forEach(id -> text.append(' ').append(id));
        return text.toString();
    }

    /** The data sources of the databases that are roots. */
    private Set<String> roots() throws IOException, InterruptedException {
        Set<String> all = new TreeSet<>();
        for (String database : options.databases()) {
            all.addAll(queries.dataSources(database));
        }
        return all;
    }

    @Override
    public @Nullable ListedDocument find(String id) throws IOException, InterruptedException {
        try {
            var page = api.get("pages/" + id);
            if (Places.isInTrash(page)) {
                return null;
            }
            Places.Place place = places.of(page);
            return place.inTrash() || !belongs(id, place) ? null : pages.listed(page, place, null);
        } catch (NotionException e) {
            if (e.isNotFound()) {
                return null;
            }
            throw e;
        }
    }

    /** A row's sub-pages aren't rows of its database. */
    private boolean belongs(String id, Places.Place place) {
        return NotionListing.isBelow(options, id, place);
    }
}
