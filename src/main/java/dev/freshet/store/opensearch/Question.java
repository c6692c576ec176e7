package dev.freshet.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.store.Fusion;
import dev.freshet.store.QueryWords;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.ChunkJson;
import dev.freshet.store.rest.RestCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;

/** One search: the nearest vectors, the best by words, and one score of both. */
final class Question {

    /** Candidates of each half, as the embedded store takes them. */
    private static final int CANDIDATES = 100;

    private final ChunkIndex index;
    private final SearchQuery query;
    private final int depth;

    /** What was found, by its id. */
    private final Map<UUID, JsonNode> entries = new HashMap<>();

    Question(ChunkIndex index, SearchQuery query) {
        this.index = index;
        this.query = query;
        this.depth = Math.min(Engine.MOST_HITS, Math.max(CANDIDATES, query.limit()));
    }

    List<SearchHit> answer() {
        Map<UUID, Double> cosines = nearest(depth, Conditions.of(query));
        Map<UUID, Double> words = best();
        List<UUID> byWordsAlone =
                words.keySet().stream().filter(id -> !cosines.containsKey(id)).toList();
        if (!byWordsAlone.isEmpty()) {
            cosines.putAll(nearest(byWordsAlone.size(), Conditions.ofIds(byWordsAlone)));
        }
        List<SearchHit> hits = new ArrayList<>();
        Fusion.of(cosines, words).forEach((id, score) -> {
            JsonNode entry = entries.get(id);
            if (entry != null) {
                hits.add(ChunkJson.hit(id.toString(), score, entry));
            }
        });
        return hits.stream().sorted(SearchHit.BEST_FIRST).limit(query.limit()).toList();
    }

    private Map<UUID, Double> nearest(int count, ObjectNode filter) {
        if (Float.isNaN(query.vector()[0])) {
            return new HashMap<>();
        }
        ObjectNode search = search(count);
        index.engine().nearest(search, query.vector(), count, filter);
        return scores(search, Engine::cosine);
    }

    private Map<UUID, Double> best() {
        List<String> words = QueryWords.of(query.text());
        if (words.isEmpty()) {
            return Map.of();
        }
        ObjectNode search = search(depth);
        search.set("query", Conditions.of(query, String.join(" ", words)));
        search.putArray("sort").add("_score").add(Mapping.CHUNK);
        return scores(search, score -> score);
    }

    private static ObjectNode search(int count) {
        ObjectNode search = RestCalls.JSON.createObjectNode().put("size", count).put("track_total_hits", false);
        search.putObject("_source").putArray("excludes").add(Engine.VECTOR).add(Mapping.FACTS);
        return search;
    }

    private Map<UUID, Double> scores(ObjectNode search, DoubleUnaryOperator meaning) {
        Map<UUID, Double> scores = new HashMap<>();
        index.hits(search).filter(Entries::isOurs).forEach(hit -> {
            UUID id = UUID.fromString(Entries.id(hit));
            entries.put(id, hit.path("_source"));
            scores.put(id, meaning.applyAsDouble(hit.path("_score").asDouble()));
        });
        return scores;
    }
}
