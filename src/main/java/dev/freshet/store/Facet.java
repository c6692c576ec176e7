package dev.freshet.store;

import dev.freshet.document.Several;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a search can filter by. The chunks of one document share one. */
final class Facet {

    private final String source;
    private final String json;

    /** Parsed at the first filter by metadata; most searches never need it. */
    private @Nullable Map<String, String> metadata;

    Facet(String source, String json) {
        this.source = source;
        this.json = json;
    }

    boolean matches(SearchQuery query) {
        if (!query.sources().isEmpty() && !query.sources().contains(source)) {
            return false;
        }
        return query.metadata().entrySet().stream()
                .allMatch(wanted -> has(metadata().get(wanted.getKey()), wanted.getValue()));
    }

    /** A list has each of its entries. */
    private static boolean has(@Nullable String known, String wanted) {
        return known != null && (known.equals(wanted) || Several.entries(known).contains(wanted));
    }

    boolean is(String otherSource, String otherJson) {
        return source.equals(otherSource) && json.equals(otherJson);
    }

    private Map<String, String> metadata() {
        Map<String, String> known = metadata;
        if (known == null) {
            known = Map.copyOf(MetadataJson.toMap(json));
            metadata = known;
        }
        return known;
    }
}
