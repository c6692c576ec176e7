package dev.freshet.store.redis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.document.Vectors;
import dev.freshet.store.SearchQuery;
import dev.freshet.store.rest.FusedSearch.Found;
import dev.freshet.store.rest.FusedSearch.Halves;
import dev.freshet.store.rest.IdOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import redis.clients.jedis.search.SearchProtocol.SearchCommand;

/** The two halves of a search in an index. */
final class RedisHalves implements Halves {

    private static final String DISTANCE = "distance";

    private final SearchIndex index;
    private final Reading reading;

    RedisHalves(SearchIndex index, Reading reading) {
        this.index = index;
        this.reading = reading;
    }

    @Override
    public Stream<Found> nearest(SearchQuery query, int count) {
        String nearest = "=>[KNN " + count + " @" + Hashes.VECTOR + " $question EF_RUNTIME " + 2 * count + " AS "
                + DISTANCE + "]";
        List<Reply> answer = index.ask(
                SearchCommand.SEARCH,
                Terms.of(query).inFrontOf(nearest),
                command -> command.addObjects("PARAMS", 2, "question", Vectors.encode(query.vector()))
                        .addObjects("RETURN", 1, DISTANCE)
                        .addObjects("SORTBY", DISTANCE, "LIMIT", 0, count));
        Map<String, Double> cosines = new HashMap<>();
        for (int i = 1; i < answer.size() - 1; i += 2) {
            // 1 without the inner product
            String distance = answer.get(i + 1).parts().get(1).text();
            cosines.put(index.id(answer.get(i).text()), 1 - Double.parseDouble(distance));
        }
        return found(cosines);
    }

    @Override
    public Stream<Found> cosines(SearchQuery query, List<UUID> ids) {
        Map<String, Double> cosines = new HashMap<>();
        reading.vectors(ids.stream().map(UUID::toString).toList())
                .forEach((id, vector) -> cosines.put(id, product(query.vector(), vector)));
        return found(cosines);
    }

    private static double product(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    @Override
    public Stream<Found> best(SearchQuery query, String words, int count) {
        List<Reply> answer = index.ask(
                SearchCommand.SEARCH,
                Terms.of(query).words(words),
                command -> command.addObjects("NOCONTENT", "WITHSCORES", "LIMIT", 0, count));
        Map<String, Double> scores = new HashMap<>();
        for (int i = 1; i < answer.size() - 1; i += 2) {
            scores.put(
                    index.id(answer.get(i).text()),
                    Double.parseDouble(answer.get(i + 1).text()));
        }
        return found(scores);
    }

    private Stream<Found> found(Map<String, Double> scores) {
        Map<String, JsonNode> chunks = reading.shown(scores.keySet());
        return chunks.entrySet().stream()
                .filter(chunk -> IdOrder.of(chunk.getKey()) >= 0)
                .map(chunk -> new Found(
                        UUID.fromString(chunk.getKey()), scores.getOrDefault(chunk.getKey(), 0.0), chunk.getValue()));
    }
}
