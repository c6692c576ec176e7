package dev.freshet.store.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.FusedSearch.Found;
import dev.freshet.store.rest.FusedSearch.Halves;
import dev.freshet.store.rest.JsonVectors;
import dev.freshet.store.rest.RestCalls;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The two halves of a search in a collection. */
final class ObjectHalves implements Halves {

    private static final String SHOWN = "source document title url heading page text metadata _additional ";

    private final ObjectCollection collection;

    ObjectHalves(ObjectCollection collection) {
        this.collection = collection;
    }

    @Override
    public Stream<Found> nearest(SearchQuery query, int count) {
        return nearest(query, Where.of(query), count);
    }

    @Override
    public Stream<Found> cosines(SearchQuery query, List<UUID> ids) {
        return nearest(query, new Where().ids(ids), ids.size());
    }

    private Stream<Found> nearest(SearchQuery query, Where where, int count) {
        ObjectNode arguments = arguments(where, count);
        arguments.putObject("nearVector").set("vector", JsonVectors.of(query.vector()));
        // the dot product, with its sign turned
        return collection
                .ask("Get", arguments, SHOWN + "{ id distance }")
                .map(found -> found(found, -found.at("/_additional/distance").asDouble()));
    }

    @Override
    public Stream<Found> best(SearchQuery query, String words, int count) {
        ObjectNode arguments = arguments(Where.of(query), count);
        ObjectNode bm25 = arguments.putObject("bm25").put("query", words);
        Schema.WORDS.forEach(bm25.putArray("properties")::add);
        return collection
                .ask("Get", arguments, SHOWN + "{ id score }")
                .map(found -> found(found, found.at("/_additional/score").asDouble()));
    }

    private static ObjectNode arguments(Where where, int count) {
        ObjectNode arguments = RestCalls.JSON.createObjectNode().put("limit", count);
        return arguments.set("where", where.json());
    }

    private static Found found(JsonNode object, double score) {
        return new Found(UUID.fromString(object.at("/_additional/id").asText()), score, Objects.chunk(object));
    }
}
