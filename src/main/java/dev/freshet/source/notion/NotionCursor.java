package dev.freshet.source.notion;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a listing of changes begins.
 *
 * @param newest time of editing that a listing saw, but none that is later than its own beginning
 * @param begun when that listing began, by Notion's clock
 * @param dataSources of the databases that are roots, so that an idle pass costs one query for each
 * @param holes pages whose blocks couldn't be read, so that what is below them isn't known
 */
record NotionCursor(Instant newest, Instant begun, Set<String> dataSources, Set<String> holes) {

    /** Notion's index is late. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    /** After this time without an edit, the index has everything of the last minute: bulk imports are listed no more. */
    private static final Duration QUIET = Duration.ofHours(1);

    private static final String HOLE = "!";

    static NotionCursor parse(String text) {
        String[] parts = text.split(" ", -1);
        Set<String> dataSources = new TreeSet<>();
        Set<String> holes = new TreeSet<>();
        for (int i = 2; i < parts.length; i++) {
            if (parts[i].startsWith(HOLE)) {
                holes.add(parts[i].substring(HOLE.length()));
            } else {
                dataSources.add(parts[i]);
            }
        }
        return new NotionCursor(Instant.parse(parts[0]), Instant.parse(parts[1]), dataSources, holes);
    }

    /** After a listing that has shown all it knows of. An edit during the listing may have come after its page's turn. */
    static NotionCursor after(NotionListing listing, Instant earlier, Instant begun, Set<String> dataSources) {
        Instant newest = listing.newest(earlier);
        Instant seen = newest.isAfter(begun) && begun.isAfter(earlier) ? begun : newest;
        return new NotionCursor(seen, begun, dataSources, listing.newHoles());
    }

    String text() {
        List<String> parts = new ArrayList<>(List.of(newest.toString(), begun.toString()));
        parts.addAll(dataSources);
        holes.forEach(hole -> parts.add(HOLE + hole));
        return String.join(" ", parts);
    }

    /** The first minute that a listing of changes asks for, ISO-8601. */
    String from() {
        Instant from = begun.isAfter(newest.plus(QUIET)) ? newest.plus(1, ChronoUnit.MINUTES) : newest.minus(OVERLAP);
        return from.truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
