package dev.freshet.store.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.store.Fusion;
import dev.freshet.store.QueryWords;
import dev.freshet.store.SearchHit;
import dev.freshet.store.SearchQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** One search in a store that has both halves: the nearest vectors, the best by words, and one score of both. */
public final class FusedSearch {

    /** Candidates of each half, as the embedded store takes them. */
    private static final int CANDIDATES = 100;

    /**
     * What a half finds.
     *
     * @param chunk as {@link ChunkJson} has it
     */
    public record Found(UUID id, double score, JsonNode chunk) {}

    /** What a store can be asked for. */
    public interface Halves {

        /** The nearest of those that the query allows, with their cosines. */
        Stream<Found> nearest(SearchQuery query, int count);

        /** The cosines of these. */
        Stream<Found> cosines(SearchQuery query, List<UUID> ids);

        /** The best by words of those that the query allows; scores are comparable inside one answer only. */
        Stream<Found> best(SearchQuery query, String words, int count);
    }

    private final Halves halves;
    private final SearchQuery query;
    private final int depth;
    private final Map<UUID, JsonNode> chunks = new HashMap<>();

    private FusedSearch(Halves halves, SearchQuery query, int most) {
        this.halves = halves;
        this.query = query;
        this.depth = Math.min(most, Math.max(CANDIDATES, query.limit()));
    }

    /**
     * Searches.
     *
     * @param most that the store gives in one answer
     */
    public static List<SearchHit> of(Halves halves, SearchQuery query, int most) {
        return new FusedSearch(halves, query, most).answer();
    }

    private List<SearchHit> answer() {
        // only words are looked for where the vector has numbers that aren't any
        boolean hasVector = !Float.isNaN(query.vector()[0]);
        Map<UUID, Double> cosines = hasVector ? scores(halves.nearest(query, depth)) : new HashMap<>();
        Map<UUID, Double> words = best();
        List<UUID> byWordsAlone =
                words.keySet().stream().filter(id -> !cosines.containsKey(id)).toList();
        if (hasVector && !byWordsAlone.isEmpty()) {
            cosines.putAll(scores(halves.cosines(query, byWordsAlone)));
        }
        List<SearchHit> hits = new ArrayList<>();
        Fusion.of(cosines, words).forEach((id, score) -> {
            JsonNode chunk = chunks.get(id);
            if (chunk != null) {
                hits.add(ChunkJson.hit(id.toString(), score, chunk));
            }
        });
        return hits.stream().sorted(SearchHit.BEST_FIRST).limit(query.limit()).toList();
    }

    private Map<UUID, Double> best() {
        List<String> words = QueryWords.of(query.text());
        return words.isEmpty() ? Map.of() : scores(halves.best(query, String.join(" ", words), depth));
    }

    private Map<UUID, Double> scores(Stream<Found> all) {
        Map<UUID, Double> scores = new HashMap<>();
        all.forEach(found -> {
            chunks.put(found.id(), found.chunk());
            scores.put(found.id(), found.score());
        });
        return scores;
    }
}
