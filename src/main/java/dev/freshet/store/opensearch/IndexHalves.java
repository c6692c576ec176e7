package dev.freshet.store.opensearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.FusedSearch.Found;
import dev.freshet.store.rest.FusedSearch.Halves;
import dev.freshet.store.rest.RestCalls;
import java.util.List;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** The two halves of a search in an index. */
final class IndexHalves implements Halves {

    private final ChunkIndex index;

    IndexHalves(ChunkIndex index) {
        this.index = index;
    }

    @Override
    public Stream<Found> nearest(SearchQuery query, int count) {
        return nearest(query, count, Conditions.of(query));
    }

    @Override
    public Stream<Found> cosines(SearchQuery query, List<UUID> ids) {
        return nearest(query, ids.size(), Conditions.ofIds(ids));
    }

    private Stream<Found> nearest(SearchQuery query, int count, ObjectNode filter) {
        ObjectNode search = search(count);
        index.engine().nearest(search, query.vector(), count, filter);
        return found(search, Engine::cosine);
    }

    @Override
    public Stream<Found> best(SearchQuery query, String words, int count) {
        ObjectNode search = search(count);
        search.set("query", Conditions.of(query, words));
        search.putArray("sort").add("_score").add(Mapping.CHUNK);
        return found(search, score -> score);
    }

    private static ObjectNode search(int count) {
        ObjectNode search = RestCalls.JSON.createObjectNode().put("size", count).put("track_total_hits", false);
        search.putObject("_source").putArray("excludes").add(Engine.VECTOR).add(Mapping.FACTS);
        return search;
    }

    private Stream<Found> found(ObjectNode search, DoubleUnaryOperator meaning) {
        return index.hits(search)
                .filter(Entries::isOurs)
                .map(hit -> new Found(
                        UUID.fromString(Entries.id(hit)),
                        meaning.applyAsDouble(hit.path("_score").asDouble()),
                        hit.path("_source")));
    }
}
