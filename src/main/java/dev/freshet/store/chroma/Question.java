package dev.freshet.store.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.JsonVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One search: the nearest ids first, then as many of their records as are asked for. */
final class Question {

    /** Of those with equal scores the id decides, as far as they are among so many. */
    private static final int CANDIDATES = 100;

    private static final int BATCH = 100;

    private static final List<String> PARTS = List.of("metadatas", "documents");

    private static final Comparator<Near> BEST_FIRST =
            Comparator.comparingDouble(Near::score).reversed().thenComparing(Near::id);

    private record Near(String id, double score) {}

    private final RecordCollection collection;
    private final Reading reading;
    private final SearchQuery query;

    Question(RecordCollection collection, Reading reading, SearchQuery query) {
        this.collection = collection;
        this.reading = reading;
        this.query = query;
    }

    List<SearchHit> answer() {
        List<Near> nearest = nearest(Where.of(query));
        List<SearchHit> hits = hits(nearest);
        // those of others took the places of ours; a condition for all of ours makes Chroma slow, so it is the second
        // try
        return hits.size() < Math.min(query.limit(), nearest.size())
                ? hits(nearest(Where.of(query).ours()))
                : hits;
    }

    private List<Near> nearest(Where where) {
        ObjectNode body = Reading.including(List.of("distances")).put("n_results", Math.max(CANDIDATES, query.limit()));
        body.putArray("query_embeddings").add(JsonVectors.of(query.vector()));
        where.into(body);
        List<Near> nearest = new ArrayList<>();
        collection.call("POST", "/query", body).ifPresent(answer -> {
            JsonNode ids = answer.path("ids").path(0);
            JsonNode distances = answer.path("distances").path(0);
            for (int i = 0; i < ids.size(); i++) {
                nearest.add(new Near(
                        ids.get(i).asText(), collection.cosine(distances.path(i).asDouble())));
            }
        });
        nearest.sort(BEST_FIRST);
        return nearest;
    }

    private List<SearchHit> hits(List<Near> nearest) {
        List<SearchHit> hits = new ArrayList<>();
        int batch = Math.min(BATCH, query.limit());
        for (int i = 0; i < nearest.size() && hits.size() < query.limit(); i += batch) {
            add(nearest.subList(i, Math.min(i + batch, nearest.size())), hits);
        }
        return hits.subList(0, Math.min(query.limit(), hits.size()));
    }

    private void add(List<Near> some, List<SearchHit> hits) {
        Map<String, Reading.Found> found =
                reading.byIds(some.stream().map(Near::id).toList(), PARTS);
        for (Near near : some) {
            Reading.Found record = found.get(near.id());
            if (record != null && Records.isOurs(near.id(), record.metadata())) {
                hits.add(Records.hit(near.id(), near.score(), record.metadata(), record.text()));
            }
        }
    }
}
